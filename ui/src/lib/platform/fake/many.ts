/** Thousands of invented jobs, for whoever wants to see how a full library feels: `?many=10000`. */
import type { JobView, Model } from '../bindings';
import { sampleJobs } from './data';

const HOUR = 3_600_000;
const PLACES = ['harbour', 'ridge', 'valley', 'lake', 'coast', 'pass', 'meadow', 'tower', 'bridge', 'river', 'garden'];
const TIMES = ['at dawn', 'in fog', 'after rain', 'at noon', 'at dusk', 'by night', 'in snow', 'in spring'];
const TAGS = ['keep', 'music video', 'for the client', 'b-roll'];

export function manyJobs(catalogue: readonly Model[], count: number, now: number): JobView[] {
  const patterns = sampleJobs(catalogue, now).filter((job) => job.state.type === 'done' || job.state.type === 'failed');
  return Array.from({ length: count }, (_, index) => {
    const pattern = patterns[(index * 7) % patterns.length];
    if (!pattern) throw new Error('there are no samples');
    const createdAt = now - (index + 30) * HOUR;
    const title = `${PLACES[index % PLACES.length] ?? ''} ${TIMES[Math.floor(index / 11) % TIMES.length] ?? ''} ${index + 1}`;
    return {
      ...pattern,
      id: `many-${index}`,
      title,
      createdAt,
      acceptedAt: createdAt + 20_000,
      finishedAt: pattern.finishedAt === null ? null : createdAt + 181_000,
      favourite: index % 9 === 0,
      tags: index % 5 === 0 ? [TAGS[(index / 5) % TAGS.length] ?? ''] : [],
      results: pattern.results.map((result) => ({
        ...result,
        id: `many-${index}-${result.id}`,
        title,
        facts: { ...result.facts, durationMs: 3000 + ((index * 1700) % 12_000) },
      })),
    };
  });
}
