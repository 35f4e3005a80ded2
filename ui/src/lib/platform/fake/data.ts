/** Invented clips and jobs for the fake: one of every state, with believable names. */
import type { FieldValue, JobState, JobView, MediaFacts, MediaKind, MediaView, Model } from '../bindings';
import { listPrice } from './prices';
import { NEW_ON_SHELF } from './library';

const MINUTE = 60_000;

export function clip(
  id: string,
  title: string,
  more: Partial<MediaFacts> = {},
  view: Partial<MediaView> = {},
): MediaView {
  const facts: MediaFacts = {
    kind: 'video',
    format: 'mp4',
    sizeBytes: 6_710_886,
    durationMs: 8_000,
    width: 1280,
    height: 720,
    frameRate: 24,
    videoCodec: 'H.264',
    hasSound: true,
    ...more,
  };
  return {
    id,
    name: `${title}.${facts.format}`,
    title,
    facts,
    folder: 'Videos',
    available: true,
    poster: true,
    practice: false,
    madeBy: null,
    madeWith: null,
    ...view,
  };
}

export const PICTURE: Partial<MediaFacts> = {
  kind: 'image',
  format: 'jpg',
  sizeBytes: 842_000,
  durationMs: null,
  frameRate: null,
  videoCodec: null,
  hasSound: null,
};

const SOUND: Partial<MediaFacts> = {
  kind: 'audio',
  format: 'mp3',
  sizeBytes: 410_000,
  durationMs: 12_400,
  width: null,
  height: null,
  frameRate: null,
  videoCodec: null,
};

/** A file of this kind, as if somebody had chosen it. */
export function chosen(kind: MediaKind): MediaView {
  if (kind === 'image') return clip('picture-valley-input', 'valley', PICTURE);
  if (kind === 'audio') return clip('rain-input', 'rain on leaves', SOUND, { poster: false });
  return clip('ridge-input', 'ridge at dusk');
}

type Sketch = {
  id: string;
  title: string;
  model: number;
  state: JobState;
  prompt: string;
  ago: number;
  extra?: Values;
};
type Values = Record<string, FieldValue>;

/** What the sketches were made with. */
const MODELS = [
  'rhart-video-g-official/video-extend',
  'rhart-video-g-official/image-to-video',
  'alibaba/wan-2.7/video-extend',
  'skyreels-v3/single-shot-video-extension',
];

const SKETCHES: Sketch[] = [
  {
    id: 'neon',
    title: 'neon hills',
    model: 0,
    state: { type: 'running' },
    prompt: 'The lights of the city go on, one street after another.',
    ago: 2,
  },
  {
    id: 'lake',
    title: 'lake, take 2',
    model: 2,
    state: { type: 'uploading' },
    prompt: 'Fog drifts over the water and thins out.',
    ago: 1,
  },
  {
    id: 'moon',
    title: 'moonrise',
    model: 3,
    state: { type: 'waiting', reason: 'slot' },
    prompt: 'The moon climbs above the ridge.',
    ago: 0.5,
  },
  {
    id: 'tide',
    title: 'low tide',
    model: 0,
    state: { type: 'done' },
    prompt: 'Slow waves roll in, the sun touches the water, a single boat crosses the light.',
    ago: 34,
  },
  {
    id: 'ridge',
    title: 'ridge at dusk',
    model: 0,
    state: { type: 'done' },
    prompt: 'The sun sinks behind the last ridge; lights come on in the valley.',
    ago: 58,
    extra: { duration: '10' },
  },
  {
    id: 'valley',
    title: 'valley morning',
    model: 2,
    state: { type: 'done' },
    prompt: 'Mist lifts from the fields as the light grows.',
    ago: 190,
  },
  {
    id: 'fog',
    title: 'fog',
    model: 3,
    state: { type: 'done' },
    prompt: 'The camera drifts forward through the fog.',
    ago: 26 * 60,
  },
  {
    id: 'coast',
    title: 'coast',
    model: 1,
    state: { type: 'done' },
    prompt: 'Waves break softly, grass moves in the wind.',
    ago: 27 * 60,
  },
  {
    id: 'crowd',
    title: 'market crowd',
    model: 0,
    state: {
      type: 'failed',
      failure: {
        kind: 'real-people',
        charged: 'no',
        code: '1505',
        message: 'Real human faces are not allowed in the input video.',
      },
    },
    prompt: 'The crowd parts and a dancer appears.',
    ago: 29 * 60,
  },
  {
    id: 'pass',
    title: 'grey pass',
    model: 2,
    state: { type: 'unknown', since: 0 },
    prompt: 'Snow begins to fall.',
    ago: 50 * 60,
  },
  {
    id: 'night',
    title: 'night lake',
    model: 0,
    state: { type: 'stopped' },
    prompt: 'A shooting star crosses the sky.',
    ago: 75 * 60,
  },
];

/** The states of jobs that RunningHub has taken. */
const TAKEN: JobState['type'][] = ['queued', 'running', 'downloading', 'done', 'stopped'];

/** The jobs of a studio that has been in use for a few days. */
export function sampleJobs(catalogue: readonly Model[], now: number): JobView[] {
  return SKETCHES.flatMap(({ id, title, model: index, state, prompt, ago, extra }) => {
    const model = catalogue.find(({ endpoint }) => endpoint === MODELS[index]);
    if (!model) return [];
    const main = model.fields.find((field) => field.kind.type === 'media' && field.required);
    const picture = main?.kind.type === 'media' && main.kind.media === 'image';
    const input = clip(`${picture ? 'picture-' : ''}${id}-input`, title, picture ? PICTURE : {});
    const values: Values = { prompt, ...(main ? { [main.key]: { media: input.id } } : {}) };
    for (const { key, kind } of model.fields) if (kind.type === 'choice' && kind.default) values[key] ??= kind.default;
    Object.assign(values, extra);
    const done = state.type === 'done';
    const createdAt = now - ago * MINUTE;
    const estimate = listPrice(model, values);
    const name = `${title} – ${model.name} extend – 01.mp4`;
    const day = new Date(createdAt).toISOString().slice(0, 10);
    const result = clip(
      `${id}-result`,
      title,
      { durationMs: 14_000, sizeBytes: 11_400_000 },
      { name, folder: `Videos / Afterframe / ${day}`, madeBy: model.endpoint },
    );
    return [
      {
        id: `job-${id}`,
        endpoint: model.endpoint,
        title,
        values,
        inputs: [input],
        results: done ? [result] : [],
        state: state.type === 'unknown' ? { type: 'unknown', since: createdAt } : state,
        trouble: null,
        paused: false,
        place: null,
        site: 'www.runninghub.ai',
        practice: false,
        createdAt,
        acceptedAt: createdAt + 20_000,
        finishedAt: done ? createdAt + 181_000 : null,
        nextAt: null,
        missing: 0,
        taskId: TAKEN.includes(state.type) ? '1980231145512345601' : null,
        estimate,
        cost: done && estimate.from === 'list' ? estimate.amount : null,
        cancel: null,
        origin: 'made',
        ...NEW_ON_SHELF,
      } satisfies JobView,
    ];
  });
}
