/** Invented spending for the fake: a year of it, with all that can be said about a cost. */
import type { MoneyRow } from '../bindings';

const MODELS = [
  'rhart-video-g-official/video-extend',
  'alibaba/wan-2.7/video-extend',
  'skyreels-v3/single-shot-video-extension',
  'rhart-video-g-official/image-to-video',
  'maker/gone',
];

/** How much was made in each of the last twelve months, the newest first. */
const BUSY = [9, 14, 6, 11, 3, 0, 0, 7, 12, 5, 2, 1];

/** The rows of a person who has used the program for a year. */
export function sampleSpending(now: number): MoneyRow[] {
  const { year, month } = { year: new Date(now).getFullYear(), month: new Date(now).getMonth() };
  return BUSY.flatMap((busy, back) => {
    const date = new Date(year, month - back, 1);
    const key = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
    return MODELS.flatMap((endpoint, index): MoneyRow[] => {
      const runs = Math.ceil(busy / (index + 1)) - (index === 4 ? 2 : 0);
      if (runs < 1) return [];
      return [
        {
          month: key,
          endpoint,
          family: endpoint.split('/')[0] ?? null,
          currency: back === 8 ? 'CNY' : 'USD',
          runs,
          knownMicros: runs * (340_000 - index * 50_000),
          estimatedMicros: back < 2 && index === 1 ? 480_000 : 0,
          unknownRuns: index === 2 && back < 4 ? 1 : 0,
        },
      ];
    });
  });
}
