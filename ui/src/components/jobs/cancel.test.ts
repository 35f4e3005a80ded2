/** Looking away and cancelling are two things, and what was answered to a wish to cancel is shown as it was said. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Cancel, JobState, JobView } from '$lib/platform/bindings';
import { openStudio, show, violations, type Opened } from '../../testing';
import JobActions from './JobActions.svelte';

const open: Opened[] = [];

async function start(more: Partial<JobView>): Promise<Opened> {
  const opened = await openStudio({ jobs: true });
  open.push(opened);
  const job = opened.studio.jobs.get('job-neon');
  if (!job) throw new Error('the fake has no job under way');
  show(opened.studio, JobActions, { job: { ...job, taskId: '1980231145512345601', ...more } });
  return opened;
}

const running: JobState = { type: 'running' };

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('a running job can be left alone or cancelled, and cancelling asks first', async () => {
  const { fake } = await start({ state: running });
  expect(screen.getByRole('button', { name: 'Stop watching' })).toBeTruthy();
  await fireEvent.click(screen.getByTestId('cancel-at-service'));
  expect(screen.getByRole('dialog', { name: 'Cancel it at RunningHub?' }).textContent).toContain('It may refuse');
  expect(await violations()).toEqual([]);
  expect(fake.calls.some((call) => call.name === 'job_cancel')).toBe(false);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await waitFor(() => {
    expect(fake.calls.at(-1)).toEqual({ name: 'job_cancel', request: { id: 'job-neon' } });
  });
});

test('a refusal is shown in the words it was made in, and can be asked again', async () => {
  const cancel: Cancel = { type: 'refused', code: '807', message: 'APIKEY_TASK_NOT_FOUND' };
  await start({ state: running, cancel });
  const said = screen.getByTestId('cancel-answer').textContent;
  expect(said).toContain('RunningHub did not cancel it. It goes on and is watched.');
  expect(said).toContain('807 · APIKEY_TASK_NOT_FOUND');
  expect(screen.getByTestId('cancel-at-service')).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('an accepted wish is not said twice', async () => {
  await start({ state: running, cancel: { type: 'accepted' } });
  expect(screen.getByTestId('cancel-answer').textContent).toContain('watched until it has ended');
  expect(screen.queryByTestId('cancel-at-service')).toBeNull();
});

test('a cancelled job says whether it was charged', async () => {
  await start({ state: { type: 'cancelled', charged: 'unknown' } });
  expect(screen.getByTestId('job-sentence').textContent).toContain('Cancelled at RunningHub');
  expect(screen.getByText('Whether it was charged is not known.')).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('what was never sent is not said to go on at RunningHub', async () => {
  await start({ state: { type: 'stopped' }, taskId: null });
  expect(screen.getByText('It was not sent, so nothing was charged.')).toBeTruthy();
  expect(screen.queryByTestId('cancel-at-service')).toBeNull();
  expect(screen.getByRole('button', { name: 'Go on' })).toBeTruthy();
});
