/** The money page as a person meets it, over the fake program. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { MoneyRow } from '$lib/platform/bindings';
import { monthOf } from '$lib/money/table';
import type { Studio } from '$lib/state/studio.svelte';
import LowBalance from '$components/money/LowBalance.svelte';
import Rail from '$components/shell/Rail.svelte';
import { GROK_EXTEND, openStudio, show, violations, WAN_EXTEND, type Opened } from '../testing';
import Money from './Money.svelte';

const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = {}, rows?: MoneyRow[]): Promise<Opened> {
  const opened = await openStudio(options);
  open.push(opened.studio);
  if (rows) opened.fake.answer('money_table', () => ({ months: rows }));
  show(opened.studio, Money);
  return opened;
}

const month = monthOf(Date.now());
const row = (more: Partial<MoneyRow> = {}): MoneyRow => ({
  month,
  endpoint: GROK_EXTEND,
  family: 'grok-imagine',
  currency: 'USD',
  runs: 3,
  knownMicros: 1_000_000,
  estimatedMicros: 0,
  unknownRuns: 0,
  ...more,
});

test.each(['en', 'zh'] as const)('a year of spending is shown without a violation: %s', async (language) => {
  await start({ jobs: true, language });
  expect(await screen.findByTestId('money-models-table')).toBeTruthy();
  expect(screen.getByTestId('month-sum').textContent).toMatch(/^\$\d/);
  expect(await violations()).toEqual([]);
});

test('what is estimated and what is unknown is said beside the sum', async () => {
  await start({}, [row(), row({ endpoint: WAN_EXTEND, knownMicros: 0, estimatedMicros: 480_000, unknownRuns: 2 })]);
  const sum = await screen.findByTestId('month-sum');
  expect(sum.textContent).toBe('$1.48');
  const page = screen.getByTestId('money').textContent;
  expect(page).toContain('$0.48 of it estimated');
  expect(page).toContain('cost unknown for 2 runs');
  const lines = within(screen.getByTestId('money-models-table')).getAllByRole('row');
  expect(lines.map((line) => line.textContent.replace(/\s+/g, ' ').trim())[1]).toMatch(/^Grok Imagine Extend/);
  expect(lines.at(-1)?.textContent).toContain('Together');
});

test('currencies stand side by side and are never added', async () => {
  await start({}, [row(), row({ currency: 'CNY', knownMicros: 7_000_000, runs: 1 })]);
  await screen.findByTestId('money-models-table');
  expect(screen.getAllByTestId('month-sum').map((sum) => sum.textContent)).toEqual(['$1.00', '¥7.00']);
  await fireEvent.click(screen.getByRole('radio', { name: 'Chinese yuan' }));
  expect(screen.getByTestId('money-models-table').textContent).toContain('¥7.00');
});

test('a bar says its month and its sum, and chooses the month', async () => {
  await start({}, [row(), row({ month: '2020-01', knownMicros: 50_000 })]);
  const bar = await screen.findByTestId(`month-${month}`);
  expect(bar.getAttribute('aria-label')).toMatch(/^\w+ \d{4}: \$1\.00$/);
  expect(bar.getAttribute('aria-pressed')).toBe('true');
  const others = screen.getAllByRole('button', { name: /: none$/ });
  expect(others.length).toBe(11);
  await fireEvent.click(others[0] as HTMLElement);
  expect(screen.getByTestId('money').textContent).toMatch(/Nothing was spent in \w+ \d{4}\./);
  // A month before the twelve is in the list.
  await fireEvent.change(screen.getByTestId('money-month'), { target: { value: '2020-01' } });
  expect(screen.getByTestId('money-models-table').textContent).toContain('$0.05');
});

test('a model that is gone keeps its money', async () => {
  await start({}, [row({ endpoint: 'maker/gone', family: null })]);
  expect((await screen.findByTestId('money-models-table')).textContent).toContain('not offered any more');
});

test('nothing spent is said, with a way to begin', async () => {
  const { studio } = await start();
  await fireEvent.click(await screen.findByRole('button', { name: 'Make the first one' }));
  expect(studio.navigation.section).toBe('make');
  expect(await violations()).toEqual([]);
});

test('practice costs nothing, and what real runs cost is shown all the same', async () => {
  await start({ mode: 'practice' }, [row()]);
  expect((await screen.findByTestId('money-practice')).textContent).toContain('Below is what your runs');
  expect(screen.getByTestId('month-sum').textContent).toBe('$1.00');
  expect(screen.queryByTestId('money-balance')).toBeNull();
  expect(await violations()).toEqual([]);
});

test('the list is saved with the words of the window', async () => {
  const { fake, studio } = await start({}, [row(), row({ endpoint: 'maker/gone', family: null })]);
  await fireEvent.click(await screen.findByTestId('money-export'));
  await waitFor(() => {
    expect(studio.notices.announcement).toBe('The list is saved.');
  });
  const asked = fake.calls.find(({ name }) => name === 'money_csv')?.request;
  expect(asked).toMatchObject({
    columns: { time: 'Date and time', task: 'Call number' },
    models: { [GROK_EXTEND]: 'Grok Imagine · Extend' },
  });
});

test('a job that ends under the page is added up', async () => {
  const { fake, studio } = await start({ jobs: true }, [row()]);
  await screen.findByTestId('money-models-table');
  fake.answer('money_table', () => ({ months: [row({ knownMicros: 2_000_000 })] }));
  const job = studio.jobs.running[0];
  if (!job) throw new Error('nothing runs');
  fake.emit({ type: 'job', job: { ...job, state: { type: 'done' } } });
  await waitFor(() => {
    expect(screen.getByTestId('month-sum').textContent).toBe('$2.00');
  });
});

const limit = () => screen.getByTestId<HTMLInputElement>('limit-ask-above');

async function type(text: string): Promise<void> {
  await fireEvent.input(limit(), { target: { value: text } });
  await fireEvent.change(limit());
}

test('a limit is kept in the currency of the account, and an empty field is none', async () => {
  const { studio } = await start({}, [row()]);
  await type('2,50');
  await waitFor(() => {
    expect(studio.app.settings.askAbove).toEqual({ micros: 2_500_000, currency: 'USD' });
  });
  expect(limit().value).toBe('2.5');
  await type(' ');
  await waitFor(() => {
    expect(studio.app.settings.askAbove).toBeNull();
  });
});

test('what is no amount is said beside the field, and nothing is kept', async () => {
  const { studio } = await start({}, [row()]);
  await type('lots');
  expect(limit().getAttribute('aria-invalid')).toBe('true');
  const described = document.getElementById(limit().getAttribute('aria-describedby')?.split(' ').at(-1) ?? '');
  expect(described?.textContent).toContain('This is no amount.');
  expect(limit().value).toBe('lots');
  expect(studio.app.settings.askAbove).toBeNull();
  expect(await violations()).toEqual([]);
});

test('a limit in the currency of another account says that it does not count', async () => {
  const { studio } = await start({}, [row()]);
  await studio.set({ name: 'ask-above', value: { micros: 5_000_000, currency: 'CNY' } });
  await waitFor(() => {
    expect(screen.getByTestId('money').textContent).toContain('¥5.00 was set for another currency');
  });
  expect(limit().value).toBe('');
});

test('the balance in the rail says when it is low, leads to the page, and is told of once for each time', async () => {
  const { studio } = await openStudio();
  open.push(studio);
  show(studio, Rail);
  show(studio, LowBalance);
  const hold = (micros: number) => {
    studio.apply({ type: 'account', account: { ...studio.app.account, balance: { micros, currency: 'USD' } } });
  };
  await studio.set({ name: 'warn-below', value: { micros: 5_000_000, currency: 'USD' } });
  const rail = screen.getByTestId('rail-balance');
  expect(rail.textContent).toMatch(/balance$/);
  hold(4_200_000);
  expect((await screen.findByTestId('low-balance')).textContent).toContain('Your balance is $4.20, below the $5.00');
  expect(rail.textContent).toMatch(/Low$/);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  hold(3_000_000);
  await waitFor(() => {
    expect(rail.getAttribute('aria-label')).toBe('Balance $3.00. Open Money');
  });
  expect(screen.queryByTestId('low-balance')).toBeNull();
  hold(9_000_000);
  await waitFor(() => {
    expect(rail.textContent).toMatch(/balance$/);
  });
  hold(4_000_000);
  expect(await screen.findByTestId('low-balance')).toBeTruthy();
  await fireEvent.click(rail);
  expect(studio.navigation.section).toBe('money');
});
