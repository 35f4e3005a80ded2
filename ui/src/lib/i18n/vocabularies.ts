/** What things are called in every language at once: a search finds them by either. */
import type { Vocabulary } from '$lib/catalogue/search';
import { LANGUAGES } from './languages';

export const vocabularies: readonly Vocabulary[] = Object.values(LANGUAGES).map(({ words }) => ({
  tasks: words.make.tasks,
  channels: words.offer.channels,
}));
