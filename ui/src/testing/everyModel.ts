/** What must hold for the form of each model of the catalogue; the models are split between test files. */
import { cleanup, fireEvent, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stageKey } from '$components/make/fields/stage';
import FieldList from '$components/make/FieldList.svelte';
import { isShown, sentValue, type Values } from '$lib/forms/shown';
import { freshValues } from '$lib/forms/values';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { LocalText, Model } from '$lib/platform/bindings';
import { fillForm } from './fill';
import { openStudio, show, type Opened } from './index';

const HAN = /\p{Script=Han}/u;

/** Keys that nobody would read as words: `imageUrls`, `lora_strength`. */
function rawKeys(model: Model): string[] {
  return model.fields.map(({ key }) => key).filter((key) => /[a-z][A-Z]|_/.test(key));
}

/** The field whose file stands on the stage has its words there. */
function shownTexts(model: Model, values: Values, staged: string | null): LocalText[] {
  return model.fields
    .filter((field) => !field.hidden && field.key !== staged && isShown(model, field, values))
    .flatMap(({ role, label, help, group }) => {
      // One size stands under its group's name; its two labels are read aloud.
      if (role === 'width' || role === 'height') return group ? [group.label] : [];
      return help ? [label, help] : [label];
    });
}

/** Every text of the page, those that are only read aloud too. */
function pageText(): string {
  const named = [...document.body.querySelectorAll('[aria-label]')].map((element) =>
    element.getAttribute('aria-label'),
  );
  return [document.body.textContent, ...named].join('\n');
}

async function open(opened: Opened, model: Model): Promise<void> {
  opened.studio.make.open(model, {}, []);
  show(opened.studio, FieldList, { model });
  const folded = document.querySelector<HTMLDetailsElement>('details');
  if (folded) {
    folded.open = true;
    await fireEvent(folded, new Event('toggle'));
  }
}

export function formsOf(which: (model: Model) => boolean): void {
  let opened: Opened;

  beforeAll(async () => {
    opened = await openStudio();
  });

  afterAll(() => {
    opened.studio.close();
  });

  test.each(catalogue.filter(which).map((model): [string, Model] => [model.endpoint, model]))(
    'the form of %s is drawn in words, can be filled, and is sent as it was filled',
    async (_, model) => {
      const { studio, fake } = opened;
      studio.i18n.language = 'en';
      await open(opened, model);
      const given = await fillForm(opened, model);
      const { values } = studio.make;

      const english = pageText();
      for (const text of shownTexts(model, values, stageKey(studio.make))) expect(english).toContain(text.en);
      expect(rawKeys(model).filter((key) => english.includes(key))).toEqual([]);
      expect(HAN.test(english)).toBe(false);

      studio.i18n.language = 'zh';
      await tick();
      const chinese = pageText();
      for (const text of shownTexts(model, values, stageKey(studio.make))) expect(chinese).toContain(text.zh);
      expect(rawKeys(model).filter((key) => chinese.includes(key))).toEqual([]);

      const { endpoint } = model;
      const problems = await fake.call('form_check', { endpoint, values });
      expect(problems.filter(({ severity }) => severity === 'blocks')).toEqual([]);
      fake.calls.length = 0;
      expect(await studio.make.make()).toMatchObject({ endpoint });
      const request = fake.calls.find(({ name }) => name === 'job_create')?.request as { values: Values };
      const sent = model.fields.flatMap(({ key }) => {
        const value = sentValue(model, request.values, key);
        return value === undefined ? [] : [[key, value] as const];
      });
      const hidden = Object.entries(freshValues(model)).filter(([key]) =>
        model.fields.some((field) => field.key === key && field.hidden),
      );
      expect(Object.fromEntries(sent)).toEqual({ ...given, ...Object.fromEntries(hidden) });
      expect(screen.queryAllByRole('alert')).toEqual([]);
      cleanup();
    },
  );
}
