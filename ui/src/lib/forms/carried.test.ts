/** What goes along to another model, and what is said to stay behind. */
import { expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { Endpoint, Model } from '$lib/platform/bindings';
import { GROK_EXTEND, SKYREELS, WAN_EXTEND } from '../../testing';
import { carry, fieldFor, notCarried, stillMissing } from './carried';
import { freshValues } from './values';

function model(endpoint: Endpoint): Model {
  const found = catalogue.find((candidate) => candidate.endpoint === endpoint);
  if (!found) throw new Error(`the catalogue has no ${endpoint}`);
  return found;
}

const clip = { id: 'clip', kind: 'video' } as const;
const grok = model(GROK_EXTEND);
const values = { ...freshValues(grok), videoUrl: { media: 'clip' }, prompt: 'the rain begins', duration: '10' };

test('words, clip and seconds go along, however the other model spells them', () => {
  for (const endpoint of [WAN_EXTEND, SKYREELS]) {
    const other = model(endpoint);
    const carried = carry(grok, values, other, clip);
    const prompt = fieldFor(other, 'prompt');
    expect(prompt && carried.values[prompt.key]).toBe('the rain begins');
    expect(Object.values(carried.values)).toContainEqual({ media: 'clip' });
    expect(carried.left).toEqual([]);
    const seconds = fieldFor(other, 'duration');
    expect(seconds && String(carried.values[seconds.key])).toBe('10');
    expect(notCarried(grok, values, other, carried.values)).toEqual([]);
  }
});

test('the same model gets exactly the same form', () => {
  expect(carry(grok, values, grok, clip).values).toBe(values);
});

test('what the other model has no place for is named, and what stands as it is at first is not', () => {
  const wan = model(WAN_EXTEND);
  const odd = { ...values, duration: '6' };
  const fixed: Model = { ...wan, fields: wan.fields.filter(({ role }) => role !== 'duration') };
  const carried = carry(grok, odd, fixed, clip);
  const lost = notCarried(grok, odd, fixed, carried.values).map(({ key }) => key);
  const start = grok.fields.find(({ key }) => key === 'duration');
  expect(lost).toEqual(start?.kind.type === 'choice' && start.kind.default === '6' ? [] : ['duration']);
  expect(notCarried(grok, values, fixed, carry(grok, values, fixed, clip).values).map(({ key }) => key)).toEqual([
    'duration',
  ]);
});

test('a file without a place in the other model is left, and said to be', () => {
  const pictures = catalogue.find(({ task, fields }) => {
    const files = fields.filter(({ kind }) => kind.type === 'media' && kind.media === 'image');
    return task === 'start-end-to-video' && files.length >= 2;
  });
  if (!pictures) throw new Error('no model takes a first and a last picture');
  const [first, last] = pictures.fields.filter(({ kind }) => kind.type === 'media' && kind.media === 'image');
  const single = catalogue.find(
    ({ task, fields }) => task === 'image-to-video' && fields.filter(({ kind }) => kind.type === 'media').length === 1,
  );
  if (!first || !last || !single) throw new Error('the catalogue has changed');
  const both = { ...freshValues(pictures), [first.key]: { media: 'start' }, [last.key]: { media: 'end' } };
  const carried = carry(pictures, both, single, { id: 'start', kind: 'image' });
  const field = single.fields.find(({ kind }) => kind.type === 'media');
  if (field?.kind.type === 'media' && field.kind.many === null) {
    expect(carried.left.map(({ id }) => id)).toEqual(['end']);
    expect(notCarried(pictures, both, single, carried.values).map(({ key }) => key)).toContain(last.key);
  }
});

test('a required field that says nothing is still missing', () => {
  expect(stillMissing(grok, { ...values, prompt: ' ' }).map(({ key }) => key)).toEqual(['prompt']);
  expect(stillMissing(grok, values)).toEqual([]);
});
