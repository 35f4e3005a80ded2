/** What things are called in every language at once: a search finds them by either. */
import type { Vocabulary } from '$lib/catalogue/search';
import { en } from './en';
import { zh } from './zh';

export const vocabularies: readonly Vocabulary[] = [en, zh].map(({ make, offer }) => ({
  tasks: make.tasks,
  channels: offer.channels,
}));
