/** What could not be fetched is said, and looked for again when a person asks for it. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { JobView } from '$lib/platform/bindings';
import { openStudio, show, violations, type Opened } from '../../testing';
import MissingNote from './MissingNote.svelte';

const open: Opened[] = [];

async function start(more: Partial<JobView>): Promise<Opened> {
  const opened = await openStudio({ jobs: true });
  open.push(opened);
  const job = opened.studio.jobs.get('job-tide');
  if (!job) throw new Error('the fake has no finished job');
  show(opened.studio, MissingNote, { job: { ...job, taskId: '1980231145512345601', missing: 2, ...more } });
  return opened;
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('results that could not be fetched are counted, and can be fetched again', async () => {
  const { fake } = await start({});
  expect(screen.getByTestId('missing-results').textContent).toContain('2 of 3 results could not be fetched.');
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('fetch-missing'));
  await waitFor(() => {
    expect(fake.calls.at(-1)).toEqual({ name: 'job_watch_again', request: { id: 'job-tide' } });
  });
});

test('while they are looked for there is nothing to press, and where nothing is missing nothing is said', async () => {
  await start({ state: { type: 'running' } });
  expect(screen.queryByTestId('fetch-missing')).toBeNull();
  expect(screen.getByTestId('missing-results').textContent).toContain('Looking for the missing results');
  await start({ missing: 0 });
  expect(screen.getAllByTestId('missing-results')).toHaveLength(1);
});
