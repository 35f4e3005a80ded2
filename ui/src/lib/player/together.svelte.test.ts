/** Several in step, with elements that only pretend to decode. */
import { expect, test } from 'vitest';
import { PretendVideo } from '../../testing/pretendVideo';
import { Habits } from './habits.svelte';
import { Player } from './player.svelte';
import { Together } from './together.svelte';

function open(...lengths: number[]) {
  const habits = new Habits();
  const together = new Together(habits);
  const films = lengths.map((length) => add(together, habits, length));
  return { together, habits, films };
}

function add(together: Together, habits: Habits, length: number) {
  const video = new PretendVideo();
  video.duration = length;
  const player = new Player({ frameRate: 25, habits: habits.apart() });
  const close = player.attach(video.element);
  const leave = together.join(player);
  video.dispatchEvent(new Event('loadedmetadata'));
  const load = () => {
    video.dispatchEvent(new Event('loadeddata'));
    together.arrived(player);
  };
  return { video, player, load, leave, close };
}

/** All seeks under way end. */
function arrive(films: { video: PretendVideo }[]): void {
  for (const { video } of films) if (video.seeking) video.arrive();
}

const paused = (films: { video: PretendVideo }[]) => films.map(({ video }) => video.paused);
const times = (films: { video: PretendVideo }[]) => films.map(({ video }) => video.currentTime);

test('they begin together, once the last of them has a picture', async () => {
  const { together, films } = open(10, 6);
  films[0]?.load();
  expect(paused(films)).toEqual([true, true]);
  films[1]?.load();
  await Promise.resolve();
  expect(paused(films)).toEqual([false, false]);
  expect([together.playing, together.duration]).toEqual([true, 10]);
  together.close();
});

test('one that cannot be shown does not hold up the others', () => {
  const { together, films } = open(10, 6);
  const [first, second] = films;
  first?.load();
  if (second) {
    second.video.error = { code: 4 };
    second.video.dispatchEvent(new Event('error'));
    together.arrived(second.player);
  }
  expect(paused(films)).toEqual([false, true]);
  together.close();
});

test('play, pause, going to a place, steps and speed reach all of them', () => {
  const { together, films } = open(10, 8);
  for (const film of films) film.load();
  together.pause();
  expect(paused(films)).toEqual([true, true]);
  together.seek(3);
  arrive(films);
  expect(times(films)).toEqual([3, 3]);
  together.stepFrames(1);
  arrive(films);
  expect(times(films)).toEqual([3.06, 3.06]);
  together.setRate(0.5);
  expect(films.map(({ video }) => video.playbackRate)).toEqual([0.5, 0.5]);
  together.close();
});

test('a shorter one holds its last picture while the longest goes on', () => {
  const { together, films } = open(10, 4);
  for (const film of films) film.load();
  const [long, short] = films;
  short?.video.finish();
  long?.video.reach(7);
  together.keepStep();
  expect([together.playing, together.time, short?.video.paused]).toEqual([true, 7, true]);
  expect(short?.video.seeks).toEqual([]);
  together.pause();
  together.seek(9);
  arrive(films);
  expect(times(films)[1]).toBeCloseTo(4 - 0.5 / 25);
  void together.play();
  expect(paused(films)).toEqual([false, true]);
  together.close();
});

test('who is ahead waits until the slowest has come up, and nobody is sent elsewhere', () => {
  const { together, films } = open(10, 10, 10);
  for (const film of films) film.load();
  const [first, second, third] = films;
  first?.video.reach(5);
  second?.video.reach(4.95);
  third?.video.reach(4.8);
  together.keepStep();
  expect(paused(films)).toEqual([true, true, false]);
  expect(together.time).toBe(4.8);
  third?.video.reach(4.94);
  together.keepStep();
  expect(paused(films)).toEqual([true, false, false]);
  third?.video.reach(5);
  second?.video.reach(5.01);
  together.keepStep();
  expect(paused(films)).toEqual([false, false, false]);
  expect(films.map(({ video }) => video.seeks)).toEqual([[], [], []]);
  expect([together.playing, ...films.map(({ video }) => video.playbackRate)]).toEqual([true, 1, 1, 1]);
  together.close();
});

test('at the end of the longest all of them stop, or begin again', () => {
  const { together, films, habits } = open(10, 4);
  for (const film of films) film.load();
  for (const { video } of films) video.finish();
  together.keepStep();
  expect(together.playing).toBe(false);
  habits.loop = true;
  void together.play();
  for (const { video } of films) video.finish();
  together.keepStep();
  expect(times(films)).toEqual([0, 0]);
  expect([together.playing, ...paused(films)]).toEqual([true, false, false]);
  together.close();
});

test('a range is looped by all of them', () => {
  const { together, films, habits } = open(10, 10);
  for (const film of films) film.load();
  habits.loop = true;
  together.moveIn(2);
  together.moveOut(4);
  for (const { video } of films) video.reach(4.1);
  together.keepStep();
  expect(times(films)).toEqual([2, 2]);
  expect(paused(films)).toEqual([false, false]);
  together.close();
});

test('one is heard: the first, or the one that was picked, and none while it is silent', () => {
  const { together, films } = open(10, 10);
  const silent = () => films.map(({ video }) => video.muted);
  expect(silent()).toEqual([false, true]);
  const second = films[1]?.player;
  if (second) together.hear(second);
  expect(silent()).toEqual([true, false]);
  together.toggleMute();
  expect(silent()).toEqual([true, true]);
  together.toggleMute();
  expect(silent()).toEqual([true, false]);
  films[1]?.leave();
  expect(together.heard).toBe(films[0]?.player);
  expect(films[0]?.video.muted).toBe(false);
  together.close();
});

test('a result that is done later takes its place beside the others', () => {
  const { together, films, habits } = open(10, 10);
  for (const film of films) film.load();
  for (const { video } of films) video.reach(3);
  together.keepStep();
  const late = add(together, habits, 10);
  late.load();
  expect([late.video.currentTime, late.video.paused, late.video.muted]).toEqual([3, false, true]);
  together.close();
});

test('a system that wants a click first leaves all of them paused', async () => {
  const { together, films } = open(10, 10);
  for (const { video } of films) video.refusesToPlay = true;
  for (const film of films) film.load();
  await new Promise((done) => setTimeout(done));
  expect(together.playing).toBe(false);
  together.close();
});

test('they go back together too', () => {
  const { together, films } = open(10, 10);
  for (const film of films) film.load();
  together.seek(8);
  arrive(films);
  together.backwards();
  expect([together.playing, together.speed, ...paused(films)]).toEqual([true, -1, true, true]);
  together.pause();
  expect(together.playing).toBe(false);
  together.close();
});
