/** A submit whose answer was lost: what is known is shown, a person decides, and nothing is sent by looking. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Failure, JobView } from '$lib/platform/bindings';
import { uiError } from '$lib/platform/fake';
import { openStudio, show, violations, type Opened } from '../../testing';
import CheckDialog from './CheckDialog.svelte';
import FailureDetails from './FailureDetails.svelte';

const open: Opened[] = [];

function jobIn({ studio }: Opened, id: string): JobView {
  const job = studio.jobs.get(id);
  if (!job) throw new Error(`the fake has no ${id}`);
  return job;
}

async function check(prepare: (opened: Opened) => void = () => undefined): Promise<Opened & { done: string[] }> {
  const opened = await openStudio({ jobs: true });
  open.push(opened);
  prepare(opened);
  const done: string[] = [];
  show(opened.studio, CheckDialog, {
    job: jobIn(opened, 'job-pass'),
    onclose: () => done.push('closed'),
    onsendagain: () => done.push('send-again'),
  });
  return { ...opened, done };
}

function clipboard(writeText: (text: string) => Promise<unknown>): void {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('what is known is shown: when it was sent, the balance before and now, and what runs', async () => {
  const { fake } = await check();
  await waitFor(() => {
    expect(screen.getByTestId('check-hint').textContent).toContain('The balance is lower than before.');
  });
  const text = screen.getByRole('dialog').textContent;
  for (const words of ['Sent', '$43.09', '$41.20', '1, 1 of them watched here']) expect(text).toContain(words);
  expect(fake.calls.map(({ name }) => name).filter((name) => name.startsWith('job_'))).toEqual([
    'job_list',
    'job_inquire',
  ]);
  expect(await violations()).toEqual([]);
});

test('an account that cannot be asked leaves everything else usable', async () => {
  await check(({ fake }) => {
    fake.answer('job_inquire', () => {
      throw uiError('site-unreachable');
    });
  });
  await waitFor(() => {
    expect(screen.getByTestId('check-hint').textContent).toContain('could not be reached');
  });
  expect(screen.getByTestId('check-attach')).toBeTruthy();
});

test('the number of the call is given to the job, and a wrong one is said beside the field', async () => {
  const { fake, studio, done } = await check();
  await fireEvent.click(screen.getByTestId('check-attach'));
  expect(screen.getByText('Enter the number first.')).toBeTruthy();
  await fireEvent.input(screen.getByTestId('task-number'), { target: { value: '1111111111111111111' } });
  await fireEvent.click(screen.getByTestId('check-attach'));
  await screen.findByText('RunningHub knows no call with this number on this account.');
  expect(await violations()).toEqual([]);
  await fireEvent.input(screen.getByTestId('task-number'), { target: { value: '1980231145512345601' } });
  await fireEvent.click(screen.getByTestId('check-attach'));
  await waitFor(() => {
    expect(done).toEqual(['closed']);
  });
  expect(studio.jobs.get('job-pass')?.state.type).toBe('running');
  expect(fake.calls.some(({ name }) => name === 'job_send_again')).toBe(false);
});

test('sending again leads to its warning, forgetting asks first', async () => {
  const { fake, done } = await check();
  await fireEvent.click(screen.getByTestId('check-send-again'));
  expect(done).toEqual(['send-again']);
  await fireEvent.click(screen.getByTestId('check-forget'));
  expect(screen.getByRole('dialog', { name: 'Forget it?' })).toBeTruthy();
  expect(fake.calls.some(({ name }) => name === 'jobs_bin')).toBe(false);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await waitFor(() => {
    expect(fake.calls.at(-1)).toEqual({ name: 'jobs_bin', request: { ids: ['job-pass'], files: 'keep' } });
  });
});

test('the details of a failure are folded, and copied with code, words and number', async () => {
  const written: string[] = [];
  clipboard((text) => Promise.resolve(written.push(text)));
  const opened = await openStudio({ jobs: true });
  open.push(opened);
  const failure: Failure = { kind: 'other', charged: 'unknown', code: '7777', message: 'something new' };
  const job = { ...jobIn(opened, 'job-crowd'), taskId: '1980231145512345601' };
  show(opened.studio, FailureDetails, { job, failure });
  expect(screen.getByTestId<HTMLDetailsElement>('failure-details').open).toBe(false);
  await fireEvent.click(screen.getByTestId('copy-details'));
  await waitFor(() => {
    expect(written).toEqual(['Code: 7777\nRunningHub says: something new\nNumber: 1980231145512345601']);
  });
});
