/** Puts the theme on the page. `system` follows the system, also when it changes. */
import type { Theme } from '$lib/platform/bindings';

const light = () => matchMedia('(prefers-color-scheme: light)');
let unfollow: (() => void) | null = null;

export function followTheme(theme: Theme): void {
  unfollow?.();
  unfollow = null;
  if (theme !== 'system') {
    document.documentElement.dataset['theme'] = theme;
    return;
  }
  const query = light();
  const apply = () => {
    document.documentElement.dataset['theme'] = query.matches ? 'light' : 'dark';
  };
  apply();
  query.addEventListener('change', apply);
  unfollow = () => {
    query.removeEventListener('change', apply);
  };
}
