/** Every model can be reached: from what one has, over the task and the family, to the quality and the way. */
import { expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { Model } from '$lib/platform/bindings';
import { isOffered } from './families';
import { familiesFor, HAVES, naturalStart, startsFrom, tasksFor } from './offer';
import { channelsOf, nearest, placeOf, tiersOf } from './variants';

/** The switches of the form, as a person uses them: first the quality, then the way. */
function reached(model: Model, siblings: readonly Model[]): boolean {
  const { task, tier, channel } = placeOf(model);
  const first = siblings.find((other) => other.task === task);
  const ofTier = first && tiersOf(siblings, placeOf(first)).find((other) => placeOf(other).tier === tier);
  return (
    ofTier !== undefined &&
    channelsOf(siblings, placeOf(ofTier)).some((other) => other.channel === channel && other === model)
  );
}

test('every model is reached by what it starts from, its task, its family, its quality and its way', () => {
  const lost = catalogue.filter((model) => {
    const have = naturalStart(model);
    if (!startsFrom(model, have) || !tasksFor(catalogue, have).includes(model.task)) return true;
    const family = familiesFor(catalogue, model.task, have).find(({ id }) => id === model.family);
    return !family || !reached(model, family.models);
  });
  expect(lost.map(({ endpoint }) => endpoint)).toEqual([]);
});

test('every documented model that is not replaced is reached without a switch', () => {
  const offered = catalogue.filter((model) => isOffered(model, { newerModels: false }));
  const documented = catalogue.filter(({ standing, deprecated }) => standing === 'documented' && !deprecated);
  expect(documented.length).toBeGreaterThan(250);
  const lost = documented.filter((model) => {
    const have = naturalStart(model);
    const family = familiesFor(offered, model.task, have).find(({ id }) => id === model.family);
    return !family || !reached(model, family.models);
  });
  expect(lost.map(({ endpoint }) => endpoint)).toEqual([]);
});

test('no switch leads to a combination that does not exist, and the nearest is taken', () => {
  for (const model of catalogue) {
    const siblings = catalogue.filter((other) => other.family === model.family);
    expect(nearest(siblings, placeOf(model))).toBe(model);
    for (const tier of tiersOf(siblings, placeOf(model))) {
      expect(tier.task).toBe(model.task);
      // The same way where it exists in that quality.
      const sameWay = siblings.some(
        (other) => other.task === tier.task && other.tier?.id === tier.tier?.id && other.channel === model.channel,
      );
      if (sameWay) expect(tier.channel).toBe(model.channel);
    }
  }
});

test('what one has narrows the offer to what takes it', () => {
  for (const have of HAVES) {
    for (const model of catalogue.filter((candidate) => startsFrom(candidate, have))) {
      const takes = model.fields.some(({ kind }) => kind.type === 'media' && kind.media === have);
      expect(have === 'words' || takes, model.endpoint).toBe(true);
    }
  }
  expect(tasksFor(catalogue, 'words').slice(0, 4)).toEqual([
    'text-to-video',
    'text-to-image',
    'music',
    'text-to-speech',
  ]);
  expect(tasksFor(catalogue, 'words')).not.toContain('image-to-video');
  expect(tasksFor(catalogue, 'image')).not.toContain('text-to-image');
  expect(tasksFor(catalogue, 'audio')).toContain('voice-clone');
});
