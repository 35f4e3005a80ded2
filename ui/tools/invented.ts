/** Results that are no film, invented by code for the development server: a sound, a body, words, a see-through picture. */
import { deflateSync } from 'node:zlib';
import { cubeGlb } from '../src/lib/platform/fake/cube.ts';

const LYRICS = `# What the tide brings

The harbour sleeps, the ropes hang slack,
a gull walks where the water was.
Whatever left is coming back,
and does not need to tell us cause.

**Refrain**
Low tide, low tide,
leave the boat where it may lie,
half a mile of shining sand
and the other half is sky.

A lantern on the outer wall,
one window lit above the quay,
a name that nobody will call
goes out an hour before the sea.

And when the moon has turned it round,
the keel remembers how to stand;
there is a very quiet sound
of water writing on the sand.
`;

/** A few soft notes, each fading: mono, 16 bit, enough for the shape of a tune to be seen. */
function tune(seconds = 24, rate = 16_000): Buffer {
  const samples = Buffer.alloc(44 + seconds * rate * 2);
  samples.write('RIFF', 0);
  samples.writeUInt32LE(samples.length - 8, 4);
  samples.write('WAVEfmt ', 8);
  samples.writeUInt32LE(16, 16);
  samples.writeUInt16LE(1, 20);
  samples.writeUInt16LE(1, 22);
  samples.writeUInt32LE(rate, 24);
  samples.writeUInt32LE(rate * 2, 28);
  samples.writeUInt16LE(2, 32);
  samples.writeUInt16LE(16, 34);
  samples.write('data', 36);
  samples.writeUInt32LE(samples.length - 44, 40);
  const notes = [220, 261.6, 329.6, 246.9, 196, 293.7, 349.2, 261.6];
  for (let at = 0; at < seconds * rate; at += 1) {
    const time = at / rate;
    const beat = Math.floor(time / 0.75);
    const since = time - beat * 0.75;
    const arch = 0.35 + 0.65 * Math.sin((Math.PI * time) / seconds) * (0.7 + 0.3 * Math.sin(time * 1.7));
    const note = notes[beat % notes.length] ?? 220;
    const sound = Math.sin(2 * Math.PI * note * time) + 0.4 * Math.sin(4 * Math.PI * note * time);
    samples.writeInt16LE(Math.round(sound * Math.exp(-3.2 * since) * arch * 15_000), 44 + at * 2);
  }
  return samples;
}

function crc(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** A PNG of a paper boat on nothing. */
function boat(width = 480, height = 360): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 4));
  const inside = (x: number, y: number, points: [number, number][]) =>
    points.reduce((odd, [ax, ay], index) => {
      const [bx, by] = points[(index + 1) % points.length] ?? [0, 0];
      return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
    }, false);
  const parts: { points: [number, number][]; colour: [number, number, number] }[] = [
    {
      points: [
        [240, 60],
        [240, 210],
        [130, 210],
      ],
      colour: [244, 226, 200],
    },
    {
      points: [
        [240, 60],
        [350, 210],
        [240, 210],
      ],
      colour: [217, 178, 140],
    },
    {
      points: [
        [60, 210],
        [240, 210],
        [240, 300],
        [130, 300],
      ],
      colour: [214, 104, 62],
    },
    {
      points: [
        [240, 210],
        [420, 210],
        [350, 300],
        [240, 300],
      ],
      colour: [163, 66, 52],
    },
  ];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const part = parts.find(({ points }) => inside(x + 0.5, y + 0.5, points));
      if (part) rows.set([...part.colour, 255], y * (1 + width * 4) + 1 + x * 4);
    }
  }
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc(body), body.length + 4);
    return whole;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Made = { type: string; bytes: Buffer };

const MAKERS: Record<string, () => Made> = {
  sound: () => ({ type: 'audio/wav', bytes: tune() }),
  body: () => ({ type: 'model/gltf-binary', bytes: Buffer.from(cubeGlb()) }),
  words: () => ({ type: 'text/plain', bytes: Buffer.from(LYRICS) }),
  clear: () => ({ type: 'image/png', bytes: boat() }),
};
const made = new Map<string, Made>();

/** The file for an id such as `sound-song`, or nothing: the first word says what it is. */
export function invented(id: string): Made | undefined {
  const kind = id.split('-')[0] ?? '';
  const found = made.get(kind) ?? MAKERS[kind]?.();
  if (found) made.set(kind, found);
  return found;
}
