/** J, K and L, ranges, and what is kept from clip to clip. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PretendVideo } from '../../testing/pretendVideo';
import { Habits } from './habits.svelte';
import { Player } from './player.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open(habits = new Habits()) {
  const video = new PretendVideo();
  const player = new Player({ frameRate: 25, habits });
  const close = player.attach(video.element);
  video.dispatchEvent(new Event('loadedmetadata'));
  const goTo = (seconds: number) => {
    player.seek(seconds);
    video.arrive();
  };
  return { video, player, close, goTo };
}

/** Lets time go by, with a decoder that keeps up. */
function pass(video: PretendVideo, ms: number): void {
  for (let gone = 0; gone < ms; gone += 16) {
    vi.advanceTimersByTime(16);
    if (video.seeking) video.arrive();
  }
}

test('each L is faster, and K gives the usual speed back', () => {
  const { player, video, close } = open();
  const speeds = [];
  for (let press = 0; press < 4; press += 1) {
    player.forwards();
    speeds.push(video.playbackRate);
  }
  expect(speeds).toEqual([1, 2, 4, 4]);
  expect([player.playing, player.speed]).toEqual([true, 4]);
  player.toggle();
  expect([player.playing, player.speed, video.playbackRate]).toEqual([false, 1, 1]);
  close();
});

test('L goes on faster from what plays already', () => {
  const { player, video, close } = open();
  void player.play();
  player.forwards();
  expect(video.playbackRate).toBe(2);
  close();
});

test('J goes back by itself, each press faster, and stands still at the start', () => {
  const { player, video, close, goTo } = open();
  goTo(8);
  void player.play();
  player.backwards();
  expect([video.paused, player.playing, player.speed]).toEqual([true, true, -1]);
  pass(video, 1000);
  expect(player.time).toBeCloseTo(7, 0);
  player.backwards();
  player.backwards();
  pass(video, 1000);
  expect(player.speed).toBe(-4);
  expect(player.time).toBeCloseTo(3, 0);
  pass(video, 2000);
  expect([player.time, player.playing, player.speed]).toEqual([0, false, 1]);
  close();
});

test('a slow decoder is asked for one picture at a time on the way back', () => {
  const { player, video, close, goTo } = open();
  goTo(8);
  const before = video.seeks.length;
  player.backwards();
  vi.advanceTimersByTime(500);
  expect(video.seeks).toHaveLength(before + 1);
  expect(player.time).toBeCloseTo(7.5, 1);
  video.arrive();
  expect(video.seeks).toHaveLength(before + 2);
  expect(video.currentTime).toBeCloseTo(7.5, 1);
  close();
});

test('L turns round what goes back, and going back round again begins slowly', () => {
  const { player, video, close, goTo } = open();
  goTo(8);
  player.backwards();
  player.backwards();
  player.forwards();
  expect([player.speed, video.paused, video.playbackRate]).toEqual([1, false, 1]);
  player.backwards();
  expect(player.speed).toBe(-1);
  player.pause();
  expect([player.playing, video.paused]).toEqual([false, true]);
  close();
});

test('a place that is chosen while it goes back is where it goes on from', () => {
  const { player, video, close, goTo } = open();
  goTo(8);
  player.backwards();
  pass(video, 200);
  player.seek(5);
  pass(video, 1000);
  expect(player.time).toBeCloseTo(4, 0);
  close();
});

test('a film that ends at four times the speed has its own again', () => {
  const { player, video, close } = open();
  player.forwards();
  player.forwards();
  video.finish();
  expect([player.playing, player.speed, video.playbackRate]).toEqual([false, 1, 1]);
  close();
});

test('the frames at both ends belong to the range', () => {
  const { player, close, goTo } = open();
  goTo(2.5 / 25);
  player.setIn();
  goTo(10.5 / 25);
  player.setOut();
  expect([player.range.from, player.range.to]).toEqual([2 / 25, 11 / 25]);
  close();
});

test('an end that is set on the wrong side takes the other one away', () => {
  const { player, close, goTo } = open();
  goTo(4);
  player.setIn();
  goTo(2);
  player.setOut();
  expect([player.start, player.range.from]).toEqual([0, null]);
  goTo(6);
  player.setIn();
  expect([player.range.to, player.end]).toEqual([null, 10]);
  close();
});

test('ends that are dragged stay a frame apart and within the clip', () => {
  const { player, close } = open();
  player.moveIn(4);
  player.moveOut(3);
  expect(player.range.to).toBeCloseTo(4 + 1 / 25);
  player.moveOut(50);
  expect(player.range.to).toBe(10);
  player.moveIn(-3);
  expect(player.range.from).toBe(0);
  player.moveIn(50);
  expect(player.range.from).toBeCloseTo(10 - 1 / 25);
  close();
});

test('with a range, loop plays the range', () => {
  const habits = new Habits();
  habits.loop = true;
  const { player, video, close, goTo } = open(habits);
  player.moveIn(2);
  player.moveOut(4);
  goTo(9);
  void player.play();
  expect(video.currentTime).toBe(2);
  video.arrive();
  video.reach(3.9);
  expect(video.currentTime).toBe(3.9);
  video.reach(4.01);
  expect(video.currentTime).toBe(2);
  expect(player.playing).toBe(true);
  close();
});

test('without loop a range does not stop the film', () => {
  const { player, video, close } = open();
  player.moveOut(4);
  void player.play();
  video.reach(4.5);
  expect(video.currentTime).toBe(4.5);
  expect(player.playing).toBe(true);
  close();
});

test('a range to the very end begins again at its own beginning', () => {
  const habits = new Habits();
  habits.loop = true;
  const { player, video, close } = open(habits);
  player.moveIn(6);
  void player.play();
  video.arrive();
  video.finish();
  expect(video.currentTime).toBe(6);
  close();
});

test('on the way back a looped range goes round too', () => {
  const habits = new Habits();
  habits.loop = true;
  const { player, video, close, goTo } = open(habits);
  player.moveIn(2);
  player.moveOut(4);
  goTo(2.5);
  player.backwards();
  pass(video, 1000);
  expect(player.time).toBeGreaterThan(3);
  close();
});

test('speed, loop and silence go with the person to the next clip', () => {
  const habits = new Habits();
  const first = open(habits);
  first.player.setRate(1.5);
  first.player.toggleLoop();
  first.player.toggleMute();
  first.player.setIn();
  first.close();
  const second = open(habits);
  expect([second.video.playbackRate, second.video.muted, second.player.habits.loop]).toEqual([1.5, true, true]);
  expect(second.player.range.isSet).toBe(false);
  second.close();
});

test('the volume is written once it rests, and only once', () => {
  const written: number[] = [];
  const habits = new Habits({ saved: () => 80, save: (percent) => written.push(percent) });
  expect(habits.volume).toBe(0.8);
  for (const volume of [0.7, 0.6, 0.55]) habits.setVolume(volume);
  expect([habits.volume, written]).toEqual([0.55, []]);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([55]);
});

test('a preview is as loud as everything else, and silent for itself alone', () => {
  const habits = new Habits();
  const preview = habits.apart();
  preview.muted = true;
  preview.setVolume(0.3);
  expect([habits.volume, preview.volume, habits.muted]).toEqual([0.3, 0.3, false]);
});
