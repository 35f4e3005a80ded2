/** Filters, search and takes of the library, without a page. */
import { expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import { sampleJobs } from '$lib/platform/fake/data';
import type { JobView } from '$lib/platform/bindings';
import { countEach, offered, select, takesOf } from './select';

const jobs = sampleJobs(catalogue, Date.UTC(2026, 10, 20));
const modelOf = (job: JobView) => catalogue.find((model) => model.endpoint === job.endpoint);
const titles = (found: JobView[]) => found.map((job) => job.title);

test('every job is in exactly one of the states that are counted', () => {
  const { all, making, done, failed, unclear } = countEach(jobs);
  expect(making + done + failed + unclear).toBe(all);
  expect(all).toBe(jobs.length);
});

test('rare filters are offered while they hold something or are chosen', () => {
  const counts = countEach([]);
  expect(offered(counts, 'all')).toEqual(['all', 'making', 'done', 'failed']);
  expect(offered(counts, 'practice')).toEqual(['all', 'making', 'done', 'failed', 'practice']);
  expect(offered({ ...counts, unclear: 1 }, 'all')).toContain('unclear');
});

test('a search finds every word in title, prompt or model, in any case', () => {
  expect(titles(select(jobs, 'all', 'SLOW waves', modelOf))).toEqual(['low tide']);
  expect(titles(select(jobs, 'all', 'ridge grok', modelOf))).toContain('ridge at dusk');
  expect(select(jobs, 'all', 'zebra', modelOf)).toEqual([]);
  expect(select(jobs, 'all', '   ', modelOf)).toHaveLength(jobs.length);
});

test('filter and search hold together', () => {
  expect(titles(select(jobs, 'failed', 'crowd', modelOf))).toEqual(['market crowd']);
  expect(select(jobs, 'done', 'crowd', modelOf)).toEqual([]);
});

test('takes are numbered from the oldest on, and only where a title is shared', () => {
  const [one] = jobs;
  if (!one) throw new Error('no jobs');
  const newestFirst = ['c', 'b', 'a'].map((id): JobView => ({ ...one, id, title: 'fog' }));
  const alone: JobView = { ...one, id: 'd', title: 'lake' };
  expect([...takesOf([...newestFirst, alone])]).toEqual([
    ['c', 3],
    ['b', 2],
    ['a', 1],
  ]);
});
