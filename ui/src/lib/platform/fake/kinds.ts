/** Invented results of every kind: pictures as pages of one job, a see-through picture, a sound, bodies, words. */
import type { JobView, MediaFacts, MediaView } from '../bindings';
import { clip, PICTURE } from './data';
import { NEW_ON_SHELF } from './library';

type Result = { id: string; title: string; ending: string; facts: Partial<MediaFacts>; poster?: boolean };
type Sketch = { id: string; title: string; endpoint: string; prompt: string; ago: number; results: Result[] };

const BARE: Partial<MediaFacts> = {
  durationMs: null,
  width: null,
  height: null,
  frameRate: null,
  videoCodec: null,
  hasSound: null,
};
const picture = (id: string, title: string): Result => {
  return { id, title, ending: 'jpg', facts: { ...PICTURE, width: 1600, height: 900 }, poster: true };
};

const SKETCHES: Sketch[] = [
  {
    id: 'four',
    title: 'four valleys',
    endpoint: 'youchuan/text-to-image-v7',
    prompt: 'A wide valley in the first light, fog between the ridges, four versions.',
    ago: 12,
    results: [1, 2, 3, 4].map((number) => picture(`picture-four-${number}`, `four valleys ${number}`)),
  },
  {
    id: 'mark',
    title: 'paper boat',
    endpoint: 'topazlabs/image-upscale-transparent',
    prompt: 'A paper boat, cut out.',
    ago: 15,
    results: [
      {
        id: 'clear-boat',
        title: 'paper boat',
        ending: 'png',
        facts: { ...PICTURE, format: 'png', width: 480, height: 360, sizeBytes: 24_000 },
      },
    ],
  },
  {
    id: 'song',
    title: 'low tide, slow piano',
    endpoint: 'minimax/music-2.6',
    prompt: 'Slow piano over waves, warm, a little tape noise.',
    ago: 18,
    results: [
      {
        id: 'sound-song',
        title: 'low tide, slow piano',
        ending: 'wav',
        facts: { ...BARE, kind: 'audio', format: 'wav', durationMs: 24_000, sizeBytes: 768_044, hasSound: true },
      },
    ],
  },
  {
    id: 'cube',
    title: 'painted block',
    endpoint: 'hunyuan3d-v3.1/text-to-3d',
    prompt: 'A wooden block, each side painted in another colour of the evening.',
    ago: 21,
    results: [
      {
        id: 'body-cube',
        title: 'painted block',
        ending: 'glb',
        facts: { ...BARE, kind: 'model3d', format: 'glb', sizeBytes: 3_000 },
      },
    ],
  },
  {
    id: 'print',
    title: 'block for printing',
    endpoint: 'hitem3d-v21/image-to-3d',
    prompt: 'The same block, for a printer.',
    ago: 23,
    results: [
      {
        id: 'body-print',
        title: 'block for printing',
        ending: 'stl',
        facts: { ...BARE, kind: 'model3d', format: 'stl', sizeBytes: 84_000 },
      },
    ],
  },
  {
    id: 'lyrics',
    title: 'what the tide brings',
    endpoint: 'mureka-ai/generate-lyrics',
    prompt: 'Four quiet verses about a boat at low tide.',
    ago: 25,
    results: [
      {
        id: 'words-lyrics',
        title: 'what the tide brings',
        ending: 'txt',
        facts: { ...BARE, kind: 'text', format: 'txt', sizeBytes: 900 },
      },
    ],
  },
];

/** Finished jobs with a result of each kind. */
export function jobsOfEveryKind(now: number): JobView[] {
  return SKETCHES.map(({ id, title, endpoint, prompt, ago, results }) => {
    const createdAt = now - ago * 60_000;
    const day = new Date(createdAt).toISOString().slice(0, 10);
    const folder = `Videos / Afterframe / ${day}`;
    const views = results.map(({ id: media, title: name, ending, facts, poster = false }): MediaView =>
      clip(media, name, facts, { name: `${name}.${ending}`, folder, madeBy: `job-${id}`, poster }),
    );
    return {
      id: `job-${id}`,
      endpoint,
      title,
      values: { prompt },
      inputs: [],
      results: views,
      state: { type: 'done' },
      trouble: null,
      paused: false,
      place: null,
      site: 'www.runninghub.ai',
      practice: false,
      createdAt,
      acceptedAt: createdAt + 5_000,
      finishedAt: createdAt + 46_000,
      nextAt: null,
      missing: 0,
      taskId: '1980231145512345777',
      estimate: { from: 'unknown' },
      cost: { micros: 280_000, currency: 'CNY' },
      cancel: null,
      origin: 'made',
      ...NEW_ON_SHELF,
    };
  });
}
