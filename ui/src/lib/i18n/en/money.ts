/** The money page, the limits, and the list that is saved. */

type Counted = { one: (count: string) => string; other: (count: string) => string };

const runs: Counted = { one: (count) => `${count} run`, other: (count) => `${count} runs` };
const unknown: Counted = {
  one: (count) => `cost unknown for ${count} run`,
  other: (count) => `cost unknown for ${count} runs`,
};

export const money = {
  title: 'Money',
  thisMonth: 'This month',
  nothingYet: 'Nothing yet',
  estimated: (amount: string) => `${amount} of it estimated`,
  runs,
  unknown,
  balance: 'Balance',
  balanceUnknown: 'not known',
  balanceOf: (amount: string) => `Balance ${amount}. Open Money`,
  credit: 'Add credit',
  refresh: 'Ask again',
  low: 'Low',
  lowNotice: (balance: string, limit: string) =>
    `Your balance is ${balance}, below the ${limit} at which you want to be warned.`,
  practice: {
    title: 'Practice costs nothing',
    body: 'What you make in practice mode is free and is not counted here.',
    real: 'Below is what your runs with RunningHub cost.',
  },
  empty: {
    title: 'Nothing was spent yet',
    body: 'What each run costs is kept here by month and model, also when you delete the result.',
    make: 'Make the first one',
  },
  currency: 'Currency',
  currencies: { USD: 'US dollars', CNY: 'Chinese yuan' },
  chart: {
    title: 'Twelve months',
    label: 'Spending by month. Choose a month to see its models.',
    named: 'Told by RunningHub',
    guessed: 'Estimated',
    bar: (month: string, amount: string) => `${month}: ${amount}`,
    asTable: 'The same as a table',
    older: 'Month',
  },
  columns: {
    month: 'Month',
    model: 'Model',
    runs: 'Runs',
    known: 'Cost',
    estimated: 'Estimated',
    unknown: 'Unknown',
    sum: 'Together',
  },
  none: '–',
  noneSpoken: 'none',
  nothingIn: (month: string) => `Nothing was spent in ${month}.`,
  modelGone: 'A model that is not offered any more',
  export: 'Export as CSV',
  exported: 'The list is saved.',
  csv: {
    fileName: (day: string) => `Afterframe money ${day}`,
    columns: {
      time: 'Date and time',
      title: 'Title',
      model: 'Model',
      state: 'State',
      currency: 'Currency',
      cost: 'Cost',
      estimate: 'Estimate',
      task: 'Call number',
    },
    states: {
      making: 'being made',
      done: 'done',
      failed: 'failed',
      cancelled: 'cancelled',
      unclear: 'unclear',
    },
  },
  limits: {
    title: 'Limits',
    warnBelow: 'Low balance',
    warnBelowHelp: 'Below this, the balance in the corner is marked as low, and one message says so.',
    askAbove: 'One press',
    askAboveHelp: 'You are asked before one press of the button makes things for more than this.',
    askAboveInAMonth: 'One month',
    askAboveInAMonthHelp:
      'You are asked before a month costs more than this. Counts what was spent, what is estimated and what still waits in line.',
    empty: 'No limit',
    bad: 'This is no amount. Write a number such as 5 or 12.50, or leave it empty for no limit.',
    otherCurrency: (amount: string) =>
      `${amount} was set for another currency, so it is not watched now. Write the amount anew.`,
    saved: 'Saved.',
  },
  loading: 'Adding up',
};
