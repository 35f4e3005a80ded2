/** A library that came back is told about once, in words, and nothing is said to be deleted. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import Studio from './Studio.svelte';
import { openStudio, show, violations, type Opened } from '../testing';

const open: Opened[] = [];

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

async function start(mended: { copiedAt: number | null; setAside: string | null }): Promise<Opened> {
  const opened = await openStudio();
  open.push(opened);
  opened.studio.app.mended = mended;
  show(opened.studio, Studio, { studio: opened.studio });
  return opened;
}

test('a restored library says from when the copy is and where the damaged file lies', async () => {
  await start({ copiedAt: Date.now(), setAside: 'afterframe.db.damaged-7' });
  expect(screen.getByRole('dialog', { name: 'The library was damaged' })).toBeTruthy();
  expect(screen.getByTestId('mended').textContent).toContain('has taken its place');
  expect(screen.getByText(/Nothing was deleted.*afterframe\.db\.damaged-7/)).toBeTruthy();
  expect(screen.getByText(/may have been sent since/)).toBeTruthy();
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('mended-understood'));
  await waitFor(() => {
    expect(screen.queryByTestId('mended')).toBeNull();
  });
});

test('a library without a copy says that it begins anew and that the results are where they were', async () => {
  await start({ copiedAt: null, setAside: 'afterframe.db.damaged-7' });
  expect(screen.getByTestId('mended').textContent).toContain('begins anew');
  expect(screen.queryByText(/may have been sent since/)).toBeNull();
});
