/** Results side by side. */

export const compare = {
  label: 'Compare',
  title: 'Side by side',
  back: 'Back',
  hear: (name: string) => `Listen to ${name}`,
  pick: (name: string) => `Pick ${name}`,
  keep: 'Keep this one',
  kept: 'Kept',
  others: (count: string, one: boolean): string =>
    one ? 'What about the other one?' : `What about the other ${count}?`,
  binOthers: (one: boolean): string => (one ? 'Move it to the bin' : 'Move them to the bin'),
  leaveOthers: (one: boolean): string => (one ? 'Leave it' : 'Leave them'),
  none: 'There is nothing to compare any more.',
  madeIn: (time: string) => `made in ${time}`,
  controls: 'All together',
};
