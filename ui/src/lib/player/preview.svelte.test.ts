/** Small pictures of moments of a film, with a film that only pretends to decode. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PretendVideo } from '../../testing/pretendVideo';
import { FramePreview } from './preview.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const films: PretendVideo[] = [];
  const preview = new FramePreview('http://127.0.0.1:1/token/film', () => {
    const film = new PretendVideo();
    films.push(film);
    return film.element;
  });
  return { preview, films };
}

function loaded(film: PretendVideo | undefined): PretendVideo {
  if (!film) throw new Error('no film was made');
  film.dispatchEvent(new Event('loadeddata'));
  return film;
}

test('there is no second film until somebody looks', () => {
  const { preview, films } = open();
  expect(films).toHaveLength(0);
  preview.ask(1, 24);
  expect(films).toHaveLength(1);
  expect([films[0]?.src, films[0]?.muted]).toEqual(['http://127.0.0.1:1/token/film', true]);
  preview.ask(2, 24);
  expect(films).toHaveLength(1);
});

test('of many wishes only the one under way and the last are fetched', () => {
  const { preview, films } = open();
  preview.ask(1, 24);
  const film = loaded(films[0]);
  for (const moment of [2, 3, 4, 5]) preview.ask(moment, 24);
  expect(film.seeks).toHaveLength(1);
  film.arrive();
  expect(film.seeks).toHaveLength(2);
  expect(film.seeks[1]).toBeCloseTo(5.05);
  film.arrive();
  expect(film.seeks).toHaveLength(2);
});

test('a moment that was seen is shown at once', () => {
  const { preview, films } = open();
  preview.ask(1, 24);
  const film = loaded(films[0]);
  film.arrive();
  const first = preview.picture;
  expect(first).not.toBeNull();
  preview.ask(9, 24);
  film.arrive();
  expect(preview.picture).not.toBe(first);
  preview.ask(1.04, 24);
  expect(preview.picture).toBe(first);
  expect(film.seeks).toHaveLength(2);
});

test('the film goes some seconds after the pointer, and not while it is back', () => {
  const { preview, films } = open();
  preview.ask(1, 24);
  const film = loaded(films[0]);
  film.arrive();
  preview.leave();
  expect(preview.at).toBeNull();
  vi.advanceTimersByTime(3000);
  preview.ask(1, 24);
  vi.advanceTimersByTime(3000);
  expect(film.src).not.toBe('');
  preview.leave();
  vi.advanceTimersByTime(5000);
  expect(film.src).toBe('');
  preview.ask(1, 24);
  expect(films).toHaveLength(1);
  preview.ask(8, 24);
  expect(films).toHaveLength(2);
});

test('what the film itself shows while it is dragged needs no second one', () => {
  const { preview, films } = open();
  const main = new PretendVideo();
  expect(preview.look(9, 24)).toBe(false);
  main.reach(9);
  preview.keep(main.element, 24);
  expect(preview.picture).not.toBeNull();
  expect(preview.look(9, 24)).toBe(true);
  expect(films).toHaveLength(0);
});

test('a film that cannot be decoded leaves the time code alone and is not tried again', () => {
  const { preview, films } = open();
  preview.ask(1, 24);
  films[0]?.dispatchEvent(new Event('error'));
  preview.ask(3, 24);
  expect([preview.at, preview.picture, films.length]).toEqual([3, null, 1]);
});

test('before the length is known nothing is asked for', () => {
  const { preview, films } = open();
  preview.ask(0, 0);
  expect([preview.at, films.length]).toEqual([null, 0]);
});

test('closed, nothing is left of it', () => {
  const { preview, films } = open();
  preview.ask(1, 24);
  loaded(films[0]).arrive();
  preview.close();
  expect([preview.at, preview.picture, films[0]?.src]).toEqual([null, null, '']);
});
