/** The finder: one search over all models. */
import type { MediaKind } from '$lib/platform/bindings';
import type { Have } from '$lib/catalogue/offer';

const have: Record<Have, string> = { words: 'Only words', video: 'A clip', image: 'A picture', audio: 'A sound' };
const want: Record<MediaKind, string> = {
  video: 'A film',
  image: 'A picture',
  audio: 'Sound',
  model3d: '3D',
  text: 'Text',
};

export const finder = {
  title: 'Find a model',
  placeholder: 'Kling, lip-sync, music …',
  searchLabel: 'Name, maker or what to do',
  have,
  want,
  haveLabel: 'I have',
  wantLabel: 'I want',
  orderLabel: 'Order',
  orders: { usual: 'Usual first', price: 'Cheapest first' },
  onlyFavourites: 'Favourites',
  newer: 'Newer models, not yet confirmed',
  sections: { favourites: 'Favourites', recent: 'Made with lately', all: 'All models', found: 'Found' },
  list: 'Models',
  count: (count: string, one: boolean) => (one ? `${count} model` : `${count} models`),
  none: 'No model fits all of this',
  noneBody: 'Take a filter away, or use other words.',
  clear: 'Take all filters away',
  keys: '↑ ↓ to choose, Enter to open, Esc to close',
};
