/** Sentences made of data, in both languages. */
import { describe, expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import { clip, PICTURE, sampleJobs } from '$lib/platform/fake/data';
import type { JobState, JobView, Model, Problem } from '$lib/platform/bindings';
import { promptOf, settingsOf } from '$lib/forms/described';
import { I18n } from './i18n.svelte';
import { buttonPrice, factsOf, jobSentence, problemSentence, shortPrice, usualTime } from './sentences';

const en = new I18n('en', ['en-US']);
const zh = new I18n('zh', ['zh-CN']);

function aJob(): [JobView, Model] {
  const job = sampleJobs(catalogue, 0)[0];
  const model = catalogue.find((candidate) => candidate.endpoint === job?.endpoint);
  if (!job || !model) throw new Error('the fake has no jobs');
  return [job, model];
}

describe('what a job is doing', () => {
  const [job, model] = aJob();
  const say = (state: JobState, more: Partial<JobView> = {}, i18n = en) =>
    jobSentence(i18n, { ...job, state, ...more }, undefined, model.waitingTime);

  test('every state has a true sentence', () => {
    expect(say({ type: 'preparing' })).toBe('Preparing');
    expect(say({ type: 'uploading' })).toBe('Uploading');
    expect(say({ type: 'waiting', reason: 'slot' })).toBe('Waiting for a free slot');
    expect(say({ type: 'submitting', since: 0 })).toBe('Sending it to RunningHub');
    expect(say({ type: 'queued' })).toBe("In RunningHub's queue");
    expect(say({ type: 'running' })).toBe('Being made · usually 2–4 min');
    expect(say({ type: 'downloading' })).toBe('Downloading');
    expect(say({ type: 'done' })).toBe('Done');
    expect(say({ type: 'unknown', since: 0 })).toBe("We don't know whether RunningHub started this one");
    expect(say({ type: 'stopped' })).toBe('Not watched any more');
    const failure = { kind: 'credit', charged: 'no', code: null, message: null } as const;
    expect(say({ type: 'failed', failure })).toBe('There is not enough credit on the account.');
    const strange = { kind: 'other', charged: 'unknown', code: '7777', message: null } as const;
    expect(say({ type: 'failed', failure: strange })).toContain('code 7777');
    expect(say({ type: 'cancelled', charged: 'no' })).toBe('Cancelled at RunningHub');
  });

  test('progress is a share of the whole, and nothing where the whole is not known', () => {
    const transfer = { phase: 'upload', doneBytes: 40, totalBytes: 100 } as const;
    const uploading = { ...job, state: { type: 'uploading' } } as const;
    expect(jobSentence(en, uploading, transfer, model.waitingTime)).toBe('Uploading 40%');
    expect(jobSentence(zh, uploading, transfer, model.waitingTime)).toBe('正在上传 40%');
    expect(jobSentence(en, uploading, { ...transfer, totalBytes: null }, model.waitingTime)).toBe('Uploading');
  });

  test('practice does not pretend to be RunningHub', () => {
    for (const type of ['queued', 'running', 'preparing'] as const) {
      expect(say({ type }, { practice: true })).not.toContain('RunningHub');
    }
    expect(say({ type: 'submitting', since: 0 }, { practice: true })).not.toContain('RunningHub');
  });

  test('trouble is said while it lasts, and not of a job that has ended', () => {
    expect(say({ type: 'running' }, { trouble: 'connection' })).toBe('No connection; it goes on by itself');
    expect(say({ type: 'done' }, { trouble: 'connection' })).toBe('Done');
  });
});

describe('what is wrong with a value', () => {
  const say = (problem: Problem, i18n = en) =>
    problemSentence(i18n, { key: 'prompt', severity: 'blocks', problem }, catalogue);

  test('it says what and what to do, in numbers', () => {
    expect(say({ type: 'missing' })).toBe('This is needed.');
    expect(say({ type: 'too-short', min: 5, is: 1 })).toBe('At least 5 characters are needed.');
    expect(say({ type: 'too-long', max: 2048, is: 2060 })).toBe('12 characters too many.');
    expect(say({ type: 'not-an-option' })).toBe('Choose one of the options.');
    expect(say({ type: 'out-of-range', min: 5, max: 30 })).toBe('It must be between 5 and 30.');
    expect(say({ type: 'off-step', step: 1 })).toBe('Only whole numbers are taken.');
    expect(say({ type: 'wrong-type' })).toContain('does not belong here');
    expect(say({ type: 'no-such-field' })).toContain('does not take this');
    expect(say({ type: 'file-gone' })).toContain('not there any more');
    expect(say({ type: 'wrong-media', needs: 'video', is: 'image' })).toBe('Needs a video; this is a picture.');
    expect(say({ type: 'wrong-format', accepts: ['mp4', 'mov'], is: 'webm' })).toBe('Takes MP4 or MOV; this is WEBM.');
    expect(say({ type: 'too-large', maxBytes: 10_485_760, isBytes: 41_943_040 })).toBe(
      'Takes up to 10 MB; this one has 40 MB. Use a shorter or smaller one.',
    );
    expect(say({ type: 'made-elsewhere', family: 'veo-3.1' })).toBe(
      'Meant for clips made by Veo 3.1. Others may be refused.',
    );
  });

  test('it speaks Chinese as well', () => {
    expect(say({ type: 'out-of-range', min: 5, max: 30 }, zh)).toBe('必须在 5 和 30 之间。');
    expect(say({ type: 'wrong-media', needs: 'video', is: 'image' }, zh)).toBe('需要视频，而这是图片。');
  });
});

test('a clip is told in a line, and what is not known is left out', () => {
  expect(factsOf(en, clip('a', 'ridge').facts)).toEqual(['8 s', '1280×720 · 24 fps', 'H.264, with sound', '6.4 MB']);
  expect(factsOf(en, clip('a', 'ridge', { hasSound: false, frameRate: null, durationMs: null }).facts)).toEqual([
    '1280×720',
    'H.264, silent',
    '6.4 MB',
  ]);
  expect(factsOf(zh, clip('a', 'ridge', PICTURE).facts)).toEqual(['1280×720', 'JPG', '822 kB']);
});

test('an unknown price is called unknown, never free', () => {
  const list = {
    from: 'list',
    amount: { micros: 1_890_000, currency: 'CNY' },
    asOf: '2026-04-29',
    atLeast: false,
  } as const;
  expect(shortPrice(en, list)).toBe('≈ ¥1.89');
  expect(buttonPrice(en, list)).toBe('about ¥1.89');
  expect(shortPrice(en, { from: 'unknown' })).toBe('price unknown');
  expect(buttonPrice(zh, { from: 'unknown' })).toBe('价格未知');
});

test('the usual waiting time is in minutes, and in seconds where it is short', () => {
  expect(usualTime(en, { from: 120, to: 240 })).toBe('2–4 minutes');
  expect(usualTime(en, { from: 120, to: 240 }, true)).toBe('2–4 min');
  expect(usualTime(en, { from: 20, to: 60 })).toBe('20–60 seconds');
  expect(usualTime(zh, { from: 60, to: 180 })).toBe('1–3 分钟');
});

test('the settings of a job are told in words', () => {
  const [job, model] = aJob();
  expect(settingsOf(en, model, job)).toEqual([{ key: 'duration', label: 'How much longer?', value: '6 seconds' }]);
});

test('the words that were asked for are told apart from the settings, whatever the model calls them', () => {
  const [job, model] = aJob();
  const named = (key: string, role: 'prompt' | 'spoken') => ({
    ...model,
    fields: model.fields.map((field) => (field.key === 'prompt' ? { ...field, key, role } : field)),
  });
  for (const [key, role] of [['description', 'prompt'] as const, ['text', 'spoken'] as const]) {
    const asked = { ...job, values: { [key]: 'A slow song about the tide.', duration: '6' } };
    expect(promptOf(asked, named(key, role))).toBe('A slow song about the tide.');
    expect(settingsOf(en, named(key, role), asked).map((setting) => setting.key)).toEqual(['duration']);
  }
  expect(promptOf({ ...job, values: { prompt: 'Waves.' } }, undefined)).toBe('Waves.');
});
