/** Results side by side. */

export const compare = {
  label: 'Compare',
  title: 'Side by side',
  back: 'Back',
  /** What the keys and the pointer do here. */
  hear: (name: string) => `Listen to ${name}`,
  heard: 'Heard',
  picked: 'Picked',
  keep: 'Keep this one',
  kept: 'Kept',
  keptIs: (name: string) => `${name} is kept.`,
  others: (count: string, one: boolean): string =>
    one ? 'What about the other one?' : `What about the other ${count}?`,
  binOthers: (one: boolean): string => (one ? 'Move it to the bin' : 'Move them to the bin'),
  leaveOthers: 'Leave them',
  cost: 'Cost',
  madeIn: 'Made in',
  remove: 'Take out of the comparison',
  none: 'There is nothing to compare any more.',
  controls: 'All together',
};
