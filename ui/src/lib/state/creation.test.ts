/** Nothing is made past a limit without a yes, and there is no other way to make anything. */
import { afterEach, expect, test } from 'vitest';
import type { AppStart, Money } from '$lib/platform/bindings';
import { GROK_EXTEND, openStudio, settled, type Opened } from '../../testing';
import { handleShortcut } from './shortcuts';

const open: Opened[] = [];

const dollars = (amount: number): Money => ({ micros: amount * 1_000_000, currency: 'USD' });

/** A studio with a finished job, limits, a price and a month. */
async function start(
  limits: Partial<AppStart['settings']>,
  { price = 1 as number | null, month = 0 } = {},
): Promise<Opened & { made: () => number; again: () => Promise<void> }> {
  const opened = await openStudio({ jobs: true });
  open.push(opened);
  const { fake, studio } = opened;
  studio.app.settings = { ...studio.app.settings, ...limits };
  fake.answer('form_price', () => (price === null ? { from: 'unknown' } : { from: 'quote', amount: dollars(price) }));
  fake.answer('money_month', () => ({ sums: month > 0 ? [dollars(month)] : [] }));
  const made = () => fake.calls.filter(({ name }) => name === 'job_create' || name === 'jobs_create').length;
  const job = studio.jobs.get('job-tide');
  if (!job) throw new Error('the fake has no finished job');
  return { ...opened, made, again: () => studio.again(job) };
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('without a limit nothing is asked and no price is waited for', async () => {
  const { again, fake, made, studio } = await start({});
  fake.answer('form_price', () => new Promise(() => undefined));
  await again();
  expect([made(), studio.creation.question]).toEqual([1, null]);
});

test('above the limit for a press it waits for a yes', async () => {
  const { again, made, studio } = await start({ askAbove: dollars(0.5) });
  const pressed = again();
  await settled(() => studio.creation.question !== null);
  expect(made()).toBe(0);
  expect(studio.creation.question).toMatchObject({ count: 1, sum: { known: dollars(1) } });
  studio.creation.answer(true);
  await pressed;
  expect(made()).toBe(1);
});

test('a no makes nothing, and the next press asks again', async () => {
  const { again, made, studio } = await start({ askAbove: dollars(0.5) });
  for (let press = 0; press < 2; press += 1) {
    const pressed = again();
    await settled(() => studio.creation.question !== null);
    studio.creation.answer(false);
    await pressed;
  }
  expect(made()).toBe(0);
});

test('at the limit nothing is asked', async () => {
  const { again, made, studio } = await start({ askAbove: dollars(1), askAboveInAMonth: dollars(1) });
  await again();
  expect([made(), studio.creation.question]).toEqual([1, null]);
});

test('an unknown price is asked about while there is a limit', async () => {
  const { again, made, studio } = await start({ askAbove: dollars(50) }, { price: null });
  void again();
  await settled(() => studio.creation.question !== null);
  expect(studio.creation.question?.concerns[0]).toMatchObject({ of: 'press', why: 'unsure' });
  expect(made()).toBe(0);
});

test('the month is asked about with what it came to', async () => {
  const { again, studio } = await start({ askAboveInAMonth: dollars(10) }, { month: 9.5 });
  void again();
  await settled(() => studio.creation.question !== null);
  expect(studio.creation.question?.concerns).toEqual([
    { of: 'month', limit: dollars(10), why: 'above', spent: dollars(9.5) },
  ]);
});

test('a month that nobody can add up is asked about', async () => {
  const { again, fake, studio } = await start({ askAboveInAMonth: dollars(10) });
  fake.answer('money_month', () => Promise.reject(new Error('no')));
  void again();
  await settled(() => studio.creation.question !== null);
  expect(studio.creation.question?.concerns[0]).toMatchObject({ of: 'month', why: 'unsure', spent: null });
});

test('two presses are looked at one after the other: the second counts what the first one spends', async () => {
  const { again, fake, made, studio } = await start({ askAboveInAMonth: dollars(1.5) });
  fake.answer('money_month', () => ({ sums: [dollars(made())] }));
  const both = [again(), again()];
  await settled(() => studio.creation.question !== null);
  expect(made()).toBe(1);
  studio.creation.answer(false);
  await Promise.all(both);
  expect(made()).toBe(1);
});

test('practice is never asked about', async () => {
  const opened = await openStudio({ jobs: true, mode: 'practice' });
  open.push(opened);
  opened.studio.app.settings = { ...opened.studio.app.settings, askAbove: dollars(0), askAboveInAMonth: dollars(0) };
  const job = opened.studio.jobs.get('job-tide');
  if (job) await opened.studio.again(job);
  expect(opened.fake.calls.filter(({ name }) => name === 'job_create')).toHaveLength(1);
});

test('the button and its key go the same way', async () => {
  const { fake, made, studio } = await start({ askAbove: dollars(0.5) });
  await studio.takeSample();
  studio.make.setModel(GROK_EXTEND);
  studio.make.setValue('prompt', 'the rain begins');
  await settled(() => studio.make.price !== null);
  for (const press of [() => void studio.makeNow(), key]) {
    press();
    await settled(() => studio.creation.question !== null);
    studio.creation.answer(false);
    await settled(() => !studio.make.making);
  }
  expect(made()).toBe(0);
  expect(fake.calls.some(({ name }) => name === 'job_create')).toBe(false);

  function key(): void {
    const event = new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, cancelable: true });
    handleShortcut(event, studio);
  }
});

test('a job in line that is changed, and an unclear one that is sent again, are asked about too', async () => {
  const { fake, studio } = await start({ askAbove: dollars(0) });
  const waiting = studio.jobs.get('job-moon');
  const unclear = studio.jobs.get('job-pass');
  if (!waiting || !unclear) throw new Error('the fake has changed');
  const form = { endpoint: waiting.endpoint, values: waiting.values };
  const presses = [() => studio.creation.instead(waiting.id, form), () => studio.creation.sendAgain(unclear)];
  for (const press of presses) {
    const pressed = press();
    await settled(() => studio.creation.question !== null);
    studio.creation.answer(false);
    expect(await pressed).toBeNull();
  }
  expect(fake.calls.some(({ name }) => name === 'job_edit' || name === 'job_send_again')).toBe(false);
});

test('no other part of the window makes, changes or sends a job', () => {
  const sources = import.meta.glob<string>(
    ['/src/**/*.{ts,svelte}', '!/src/**/*.test.ts', '!/src/lib/platform/**', '!/src/testing/**'],
    { query: '?raw', import: 'default', eager: true },
  );
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  const making = /['"`](job_create|jobs_create|job_edit|job_send_again)['"`]/;
  const found = Object.entries(sources).filter(([, text]) => making.test(text));
  expect(found.map(([path]) => path)).toEqual(['/src/lib/state/creation.svelte.ts']);
});
