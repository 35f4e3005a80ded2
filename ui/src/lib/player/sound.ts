/**
 * The shape of a sound: how loud it is from its start to its end, drawn from the file itself. What plays it is the
 * player. Kept libraries for this bring style elements of their own, which the window's policy refuses.
 */
import { readWhole } from './bytes';
import { Turns } from './turns';

/** How finely a shape is known; whoever draws fewer bars puts neighbours together. */
const FINE = 600;
/** Decoded sound is large: beyond this it is played, and its shape is not drawn. */
const MOST_BYTES = 40 * 1024 * 1024;
/** Enough to see loudness by, and a sixth of the memory of the usual rate. */
const SAMPLE_RATE = 8000;

/** Peaks from 0 to 1, the loudest being 1. */
export type Shape = readonly number[];

/** The loudest sample of each of `count` equal stretches, relative to the loudest of all. Silence stays flat. */
export function shapeOf(samples: Float32Array, count: number = FINE): Shape {
  const peaks = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * samples.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * samples.length) / count));
    let most = 0;
    for (let at = from; at < to; at += 1) most = Math.max(most, Math.abs(samples[at] ?? 0));
    return most;
  });
  return relative(peaks);
}

/** The same shape with fewer bars. */
export function coarser(shape: Shape, count: number): Shape {
  if (count >= shape.length) return shape;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * shape.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * shape.length) / count));
    return Math.max(...shape.slice(from, to));
  });
}

function relative(peaks: number[]): Shape {
  const most = Math.max(...peaks);
  return most < 0.001 ? peaks.map(() => 0) : peaks.map((peak) => peak / most);
}

const shapes = new Turns<Shape>(100);

/** The shape of a file, or `null` where it cannot be known here. Decoding is work: one after another, each file once. */
export function shapeOfFile(url: string, sizeBytes: number, signal?: AbortSignal): Promise<Shape | null> {
  return shapes.get(url, () => decode(url, sizeBytes), signal);
}

async function decode(url: string, sizeBytes: number): Promise<Shape | null> {
  if (sizeBytes > MOST_BYTES || !('OfflineAudioContext' in window)) return null;
  const bytes = await readWhole(url, sizeBytes);
  const sound = await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(bytes.buffer);
  return shapeOf(sound.getChannelData(0));
}
