/** The variants of one family for one task: quality and channel as switches. Combinations that do not exist are never made. */
import { distinct } from './lookup';
import type { Channel, Model, Task } from '$lib/platform/bindings';

/** Where a model stands in its family; no two models share it. */
export type Place = { task: Task; tier: string | null; channel: Channel | null };

export function placeOf(model: Model): Place {
  return { task: model.task, tier: model.tier?.id ?? null, channel: model.channel };
}

/** The models of a task, one for each tier: the one that is nearest to the wanted channel. */
export function tiersOf(models: readonly Model[], { task, channel }: Pick<Place, 'task' | 'channel'>): Model[] {
  const same = models.filter((model) => model.task === task);
  const tiers = distinct(same.map((model) => model.tier?.id ?? null));
  return tiers.flatMap((tier) => nearest(same, { task, tier, channel }) ?? []);
}

/** The models of a task and a tier, one for each channel; the cheaper way first. */
export function channelsOf(models: readonly Model[], { task, tier }: Pick<Place, 'task' | 'tier'>): Model[] {
  const same = models.filter((model) => model.task === task && (model.tier?.id ?? null) === tier);
  return same.toSorted((one, other) => rank(one.channel) - rank(other.channel));
}

/**
 * The model at this place, or the nearest: the same tier by another channel before another tier, and the family's
 * first before others. `undefined` where the family has nothing for the task.
 */
export function nearest(models: readonly Model[], wanted: Place): Model | undefined {
  const same = models.filter((model) => model.task === wanted.task);
  const score = ({ tier, channel }: Model) =>
    ((tier?.id ?? null) === wanted.tier ? 2 : 0) + (channel === wanted.channel ? 1 : 0);
  const best = Math.max(...same.map(score));
  return same.find((model) => score(model) === best);
}

function rank(channel: Channel | null): number {
  return channel === 'budget' ? 0 : 1;
}
