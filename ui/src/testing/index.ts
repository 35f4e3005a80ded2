/** What tests of views need: a studio over the fake platform, a component in it, and axe-core. */
import { render, type RenderResult } from '@testing-library/svelte';
import axe from 'axe-core';
import type { Component } from 'svelte';
import { createFake, type FakeOptions, type FakePlatform } from '$lib/platform/fake';
import type { Endpoint, JobView, Model } from '$lib/platform/bindings';
import { EVERYTHING } from '$lib/state/library.svelte';
import { Studio } from '$lib/state/studio.svelte';
import InStudio from './InStudio.svelte';

/** The families of the catalogue that tests are written against. */
export const GROK_EXTEND: Endpoint = 'rhart-video-g-official/video-extend';
export const WAN_EXTEND: Endpoint = 'alibaba/wan-2.7/video-extend';
export const SKYREELS: Endpoint = 'skyreels-v3/single-shot-video-extension';
export const VEO: Endpoint = 'rhart-video-v3.1-fast-official/video-extend';

export type Opened = { studio: Studio; fake: FakePlatform };

/** A studio as it is after the program has answered. Jobs stand still unless asked otherwise. */
export async function openStudio(options: FakeOptions = {}): Promise<Opened> {
  const fake = createFake({ stepMs: 0, mediaBase: 'http://127.0.0.1:1/token', mode: 'running-hub', ...options });
  const studio = await Studio.open(fake);
  await settled(() => studio.jobs.loaded);
  if (!options.many) await seeAll({ studio, fake });
  return { studio, fake };
}

/** All jobs of a small library, newest first, as the program tells them; the test's own look counts as no call. */
export async function allJobs({ fake }: Pick<Opened, 'fake'>): Promise<JobView[]> {
  const page = await fake.handler('library_page')({ filter: EVERYTHING, sort: 'newest', offset: 0, limit: 200 });
  return page.jobs;
}

/** The window has seen all jobs, as after a walk through its library. */
async function seeAll({ studio, fake }: Opened): Promise<void> {
  await studio.jobs.ask(
    () => allJobs({ fake }),
    (jobs) => jobs,
  );
}

/** Shows a component in its studio. */
export function show<Props extends Record<string, unknown>>(
  studio: Studio,
  component: Component<Props>,
  props: Props = {} as Props,
): RenderResult<Component<Record<string, unknown>>> {
  const tested = component as unknown as Component<Record<string, unknown>>;
  return render(InStudio as unknown as Component<Record<string, unknown>>, {
    props: { studio, component: tested, props },
  });
}

/** Waits until something holds, without guessing how long it takes. */
export async function settled(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`this never held: ${holds.toString()}`);
}

/** What axe-core finds, one line each. Colours need a real browser and are looked at there. */
export async function violations(element: Element = document.body): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(element, { resultTypes: ['violations'], rules });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

export function modelOf(studio: Studio, endpoint: Endpoint): Model {
  const model = studio.app.model(endpoint);
  if (!model) throw new Error(`the catalogue has no ${endpoint}`);
  return model;
}
