/** Which viewer shows a result of which kind. Total: a new kind does not compile without one. */
import type { Component } from 'svelte';
import type { MediaKind, MediaView } from '$lib/platform/bindings';
import BodyViewer from './BodyViewer.svelte';
import FilmPlayer from './FilmPlayer.svelte';
import PictureViewer from './PictureViewer.svelte';
import SoundPlayer from './SoundPlayer.svelte';
import TextViewer from './TextViewer.svelte';

/** What the page asks of whatever shows a result. */
export type Viewer = {
  /** Offers it a key. `false`: the key is not its affair, and may lead to another result. */
  press: (event: KeyboardEvent) => boolean;
};

export const VIEWERS: Record<MediaKind, Component<{ media: MediaView }, Viewer>> = {
  video: FilmPlayer,
  image: PictureViewer,
  audio: SoundPlayer,
  model3d: BodyViewer,
  text: TextViewer,
};
