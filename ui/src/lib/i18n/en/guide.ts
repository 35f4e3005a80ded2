/** The guided first run: a few sentences beside the real controls. */
import type { GuideStep } from '$lib/state/guide.svelte';

type StepWords = { title: string; body: string; paid?: string; act?: string };

const steps: Record<GuideStep, StepWords> = {
  clip: {
    title: 'Bring a clip',
    body: 'Drop a video or a picture anywhere on the window. To try it out, take ours.',
    act: 'Take the sample clip',
  },
  choose: {
    title: 'Choose what happens',
    body: 'Here is what can be done with the clip. Below, each card is a model, with what it is good at and what it costs.',
  },
  make: {
    title: 'Say what you want, and make it',
    body: 'Describe it in your own words. The price stands on the button. In practice it costs nothing.',
    act: 'Write one for me',
    paid: 'Describe it in your own words. The price stands on the button, and nothing is sent before you press it.',
  },
  wait: {
    title: 'It is being made',
    body: 'Here you see what is true at the moment. You can go on working, or close the window: the take is fetched when you are back.',
  },
  watch: {
    title: 'It is finished',
    body: 'Open it to watch it. The file lies in your results folder too.',
    act: 'Watch it',
  },
  extend: {
    title: 'And on it goes',
    body: 'From here a take can be extended, made again, or used in another model. That is all there is to it.',
  },
};

export const guide = {
  label: 'A first look around',
  offer: 'First time here?',
  start: 'Show me around',
  dismiss: 'No, thanks',
  place: (step: string, all: string) => `${step} of ${all}`,
  next: 'Next',
  back: 'Back',
  skip: 'Skip',
  finish: 'Done',
  elsewhere: 'Take me there',
  /** What is written for those who would rather see something than write. */
  example: 'The sun sinks behind the last ridge, and lights come on in the valley.',
  steps,
};
