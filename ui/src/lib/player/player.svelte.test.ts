/** The player over an element that only pretends to decode. */
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { PretendVideo } from '../../testing/pretendVideo';
import { Habits } from './habits.svelte';
import { perform } from './keys';
import { Player } from './player.svelte';

function looping(): Habits {
  const habits = new Habits();
  habits.loop = true;
  return habits;
}

function open(options: ConstructorParameters<typeof Player>[0] = { frameRate: 25 }) {
  const video = new PretendVideo();
  const player = new Player(options);
  const close = player.attach(video.element);
  video.dispatchEvent(new Event('loadedmetadata'));
  return { video, player, close };
}

test('it plays and pauses, and shows what the element does', () => {
  const { player, close } = open();
  player.toggle();
  expect(player.playing).toBe(true);
  player.toggle();
  expect(player.playing).toBe(false);
  close();
});

test('sound, loop and speed change what plays, and do not take the film away', () => {
  const video = new PretendVideo();
  const player = new Player({ frameRate: 25 });
  let ends = 0;
  const stop = $effect.root(() => {
    // As the element's `{@attach}` does it.
    $effect(() => {
      const close = player.attach(video.element);
      return () => {
        ends += 1;
        close();
      };
    });
  });
  flushSync();
  player.toggleMute();
  player.toggleLoop();
  player.changeRate(1);
  player.setVolume(0.5);
  player.setIn();
  flushSync();
  expect(ends).toBe(0);
  // Whoever turns the volume wants to hear it.
  expect([video.muted, player.habits.loop, video.playbackRate, video.volume]).toEqual([false, true, 1.5, 0.5]);
  stop();
  expect(ends).toBe(1);
});

test('a round begins again at its end, and the play button does not flicker meanwhile', () => {
  const { player, video, close } = open({ frameRate: 25, habits: looping() });
  void player.play();
  video.finish();
  expect(video.seeks).toEqual([0]);
  expect([video.paused, player.playing]).toEqual([false, true]);
  player.toggleLoop();
  video.arrive();
  video.finish();
  expect(video.seeks).toEqual([0]);
  expect([video.paused, player.playing]).toEqual([true, false]);
  close();
});

test('each step while paused is copied behind the film and told, and wiped when it plays', () => {
  const { player, video, close } = open();
  const drawn: unknown[] = [];
  const told: unknown[] = [];
  const context = {
    drawImage: (from: unknown) => drawn.push(from),
    getImageData: () => ({ data: [0, 0, 0, 255] }),
  };
  const canvas = { width: 0, height: 0, getContext: () => context };
  player.attachStill(canvas as unknown as HTMLCanvasElement);
  player.onpicture = (film) => told.push(film);
  player.stepFrames(1);
  video.arrive();
  expect([drawn, told]).toEqual([[video], [video]]);
  expect([canvas.width, canvas.height]).toEqual([640, 360]);
  void player.play();
  expect(canvas.width).toBe(0);
  player.jump(1);
  video.arrive();
  expect(drawn).toHaveLength(1);
  close();
});

test('a system that wants a click first leaves it paused', async () => {
  const { player, video, close } = open();
  video.refusesToPlay = true;
  await player.play();
  expect(player.playing).toBe(false);
  close();
});

test('it goes to the middle of a frame, frame by frame', () => {
  const { player, video, close } = open();
  for (const [step, frame] of [
    [1, 1.5],
    [1, 2.5],
    [-1, 1.5],
  ] as const) {
    player.stepFrames(step);
    expect(player.time).toBeCloseTo(frame / 25);
    video.arrive();
  }
  close();
});

test('it never leaves the clip', () => {
  const { player, video, close } = open();
  player.jump(-5);
  expect(player.time).toBe(0);
  video.arrive();
  player.jump(500);
  expect(player.time).toBeCloseTo(10 - 0.5 / 25);
  close();
});

test('while one seek is under way only the last wish is kept', () => {
  const { player, video, close } = open();
  player.seek(1);
  player.seek(2);
  player.seek(3);
  expect(video.seeks).toEqual([1]);
  expect(player.time).toBe(3);
  video.arrive();
  expect(video.seeks).toEqual([1, 3]);
  video.arrive();
  expect(player.time).toBe(3);
  close();
});

test('keys move it: a second, start, end, a range', () => {
  const { player, video, close } = open();
  const act = (action: Parameters<typeof perform>[1]) => {
    perform(player, action);
    video.arrive();
  };
  act('on-second');
  act('on-second');
  act('back-second');
  expect(player.time).toBe(1);
  act('set-in');
  act('end');
  expect(player.time).toBeGreaterThan(9.9);
  act('set-out');
  expect([player.start, player.end]).toEqual([1, 10]);
  act('clear-range');
  expect(player.range.isSet).toBe(false);
  act('start');
  expect(player.time).toBe(0);
  expect(perform(player, 'next-clip')).toBe(false);
  close();
});

test('bytes that cannot be decoded are told from bytes that did not come', () => {
  const undecodable = open();
  undecodable.video.error = { code: 4 };
  undecodable.video.dispatchEvent(new Event('error'));
  expect(undecodable.player.failure).toBe('codec');
  undecodable.close();
  const lost = open();
  lost.video.error = { code: 2 };
  lost.video.dispatchEvent(new Event('error'));
  expect(lost.player.failure).toBe('network');
  lost.close();
});

test('a preview starts by itself once there is a picture', async () => {
  const { player, video, close } = open({ frameRate: 24, autoplay: true });
  video.dispatchEvent(new Event('loadeddata'));
  await Promise.resolve();
  expect(player.ready).toBe(true);
  expect(player.playing).toBe(true);
  close();
  expect(video.paused).toBe(true);
});
