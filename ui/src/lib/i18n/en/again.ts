/** Several from one: variations, the same in other models, a take for each file. And the question before a sum is spent. */

type Counted = { one: (count: string) => string; other: (count: string) => string };

const makes: Counted = { one: (count) => `Make ${count}`, other: (count) => `Make ${count}` };
const made: Counted = {
  one: (count) => `${count} take is being made.`,
  other: (count) => `${count} takes are being made.`,
};

export const again = {
  makes,
  made,
  counting: 'adding up the price',
  notKnown: 'price not known',
  partlyKnown: (amount: string) => `from ${amount}`,
  each: (amount: string) => `${amount} each`,
  practice: 'Everything stays on this computer.',
  total: 'Together',
  variations: {
    action: 'Variations…',
    title: 'Variations',
    body: (title: string) => `The same once more, several times over: “${title}”.`,
    howMany: 'How many',
    seeds: 'Each starts from another seed, so each comes out differently.',
    noSeed: 'This model has no seed to change. It simply makes it again; each time may come out differently.',
  },
  another: {
    action: 'Same in another model…',
    lost: (fields: string) => `Not carried over: ${fields}.`,
    close: 'Put this note away',
  },
  use: {
    action: 'Use as input in…',
    title: 'Use it as input in…',
  },
  compare: {
    action: 'Compare models…',
    title: 'Compare models',
    bodyClip: (name: string) => `“${name}” and your settings go to each model you pick.`,
    bodyWords: 'Your words and settings go to each model you pick.',
    pick: (fewest: string, most: string) => `Pick ${fewest} to ${most}.`,
    picked: (count: string, most: string) => `${count} of ${most} picked`,
    search: 'Search models',
    models: 'Models',
    looking: 'Looking which models take it',
    none: 'No model takes this.',
    noneFound: 'No model with these words.',
    missing: 'Something is still missing: see what is marked.',
    lost: (fields: string) => `Goes without: ${fields}`,
    outsiders: {
      one: (count: string) => `${count} model does not take it`,
      other: (count: string) => `${count} models do not take it`,
    } satisfies Counted,
    needs: (fields: string) => `Also needs: ${fields}`,
    add: (model: string) => `Compare with ${model}`,
  },
  files: {
    offer: (count: string) => `One take for each of the ${count} files…`,
    offerBody: (count: string) => `You dropped ${count} files. This form takes one at a time.`,
    title: 'One take for each file',
    body: (model: string) => `${model} makes each of them with what is set in the form.`,
    list: 'Files',
    looking: 'Looking at the files',
    take: (name: string) => `Make one of ${name}`,
    formFirst: 'The form is not finished yet:',
    toForm: 'Back to the form',
    none: 'None of these files fits this model.',
    tooMany: (most: string, came: string) =>
      `Only ${most} can be made at once. You dropped ${came}; the first ${most} are here.`,
    left: {
      one: (count: string) => `${count} file does not fit and is left out`,
      other: (count: string) => `${count} files do not fit and are left out`,
    } satisfies Counted,
  },
  repeat: {
    title: 'Make them again',
    body: 'Each one is made once more with the same settings. All of them go together, or none.',
    looking: 'Looking at their settings',
    none: 'None of them can be made again.',
    left: {
      one: (count: string) => `${count} cannot be made again and is left out`,
      other: (count: string) => `${count} cannot be made again and are left out`,
    } satisfies Counted,
  },
  limit: {
    title: 'Make it all the same?',
    titleUnknown: 'Make it without knowing the price?',
    price: 'This costs',
    limitPress: 'You asked to be asked above',
    limitMonth: 'Your limit for a month',
    spent: 'This month so far',
    spentUnknown: 'not known',
    pressAbove: 'It is more than you set for one press.',
    pressUnsure: 'It is not sure that it stays below what you set for one press.',
    monthAbove: 'With it, this month comes to more than you set.',
    monthUnsure: 'It is not sure that this month stays below what you set.',
    anyway: 'Make anyway',
    notNow: 'Not now',
  },
};
