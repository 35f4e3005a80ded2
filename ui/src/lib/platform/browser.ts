/**
 * The fake platform, set up from the address of the page: `?mode=undecided|practice|running-hub`, `&theme=light`,
 * `&language=zh`, `&jobs`, `&kinds`, `&many=10000`, `&clip`. Development only.
 */
import { languageOf } from '$lib/i18n/languages';
import { createFake, type FakePlatform } from './fake';

function pick<Value extends string>(given: string | null, allowed: readonly Value[], otherwise: Value): Value {
  return allowed.find((value) => value === given) ?? otherwise;
}

export function createBrowserPlatform(): FakePlatform {
  const wishes = new URLSearchParams(location.search);
  const fake = createFake({
    mode: pick(wishes.get('mode'), ['undecided', 'practice', 'running-hub'], 'practice'),
    theme: pick(wishes.get('theme'), ['system', 'light', 'dark'], 'system'),
    language: languageOf([wishes.get('language') ?? '']),
    jobs: wishes.has('jobs'),
    kinds: wishes.has('kinds'),
    many: Number(wishes.get('many') ?? 0),
    stepMs: Number(wishes.get('step') ?? 1500),
    mediaBase: `${location.origin}/media`,
  });
  // Within reach of the console, to try out changes and drops by hand.
  Object.assign(window, { fake });
  return fake;
}
