/** What the one button beside a problem does. */
import type { Remedy } from '$lib/i18n/remedies';
import type { JobView, Link } from '$lib/platform/bindings';
import type { Studio } from './studio.svelte';

/** The two sites have pages of their own; without an account the international one is shown. */
export function linkFor(studio: Studio, page: 'keys' | 'credit' | 'calls', site: string | null = null): Link {
  const host = site ?? studio.app.account.site ?? '';
  return host.endsWith('.cn') ? `${page}-china` : `${page}-international`;
}

/** Does it. `retry` is what failed, `job` the job that the problem belongs to. */
export function remedy(studio: Studio, what: Remedy, retry: (() => void) | null, job: JobView | null = null): void {
  const open = (link: Link) => void studio.attempt(() => studio.platform.call('link_open', { link }));
  switch (what) {
    case 'try-again':
      retry?.();
      break;
    case 'make-again':
      if (job) void studio.again(job);
      break;
    case 'watch-again':
      if (job) void studio.attempt(() => studio.platform.call('job_watch_again', { id: job.id }));
      break;
    case 'change-and-make':
      if (job) studio.change(job);
      break;
    case 'open-settings':
      studio.navigation.go('settings');
      break;
    case 'get-key':
      open(linkFor(studio, 'keys', job?.site));
      break;
    case 'add-credit':
      open(linkFor(studio, 'credit', job?.site));
      break;
    case 'choose-clip':
      void studio.chooseClip();
      break;
    case 'choose-folder':
      void studio.attempt(() => studio.platform.call('folder_choose', null));
      break;
    case 'close':
      break;
  }
}
