/** What there is to choose from: how to begin, families of models, their variants. */
import type { Channel, Task } from '$lib/platform/bindings';

const channels: Record<Channel, string> = { budget: 'Budget', official: 'Official' };
/** What comes out when one starts from words; other tasks keep their own names. */
const made: Partial<Record<Task, string>> = {
  'text-to-video': 'A film',
  'text-to-image': 'A picture',
  'text-to-3d': 'A 3D model',
  music: 'Music',
  'text-to-speech': 'Speech',
  lyrics: 'Lyrics',
  text: 'A text',
};

export const offer = {
  channels,
  made,
  title: 'What should be made?',
  sample: { video: 'Try the sample clip', image: 'Try the sample picture' },
  becomes: 'What should become of it?',
  wordsTitle: 'Or start from words',
  wordsBody: 'Describe it; no file is needed.',
  onlyWords: 'From words alone',
  change: {
    video: 'Change clip',
    image: 'Change picture',
    audio: 'Change sound',
    model3d: 'Change file',
    text: 'Change file',
  },
  withFile: 'Start from a file',
  moreTasks: 'More…',
  fewerTasks: 'Less',
  find: 'Find a model',
  all: (count: string) => `All ${count} models`,
  allHint: 'Search, compare, star',
  variant: 'Variant',
  channel: 'Channel',
  regular: 'Regular',
  usualChannel: 'Usual',
  budgetHint: 'Cheaper; may wait longer and fail more often.',
  officialHint: 'Through the maker’s own service.',
  star: 'Add to favourites',
  unstar: 'Remove from favourites',
  starred: 'Favourite',
  unconfirmed: 'Not yet confirmed: it may be called or priced differently, or not be there.',
  unconfirmedShort: 'not yet confirmed',
  deprecated: 'Its maker sends people to a newer one.',
  deprecatedShort: 'replaced by a newer one',
  takes: (formats: string, size: string) => `Takes ${formats}, up to ${size}.`,
  needs: {
    video: { title: 'This one starts from a clip', body: 'Drop it here, or choose it.' },
    image: { title: 'This one starts from a picture', body: 'Drop it here, or choose it.' },
    audio: { title: 'This one starts from a sound', body: 'Drop it here, or choose it.' },
  },
};
