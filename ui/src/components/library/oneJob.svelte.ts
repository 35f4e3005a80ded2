/** One job of the library as its card and its line both show it, and what pointer and keyboard do to either. */
import type { JobId, JobView } from '$lib/platform/bindings';
import { sentenceOf } from '$lib/state/line';
import type { Studio } from '$lib/state/studio.svelte';
import { titleOf } from './deeds';
import { menuPlace, type CardEvents } from './events';

/** What the place in which it lies says to a card or a line. */
export type OneJobProps = {
  job: JobView;
  now: number;
  /** The Tab key comes to it. */
  tabbable: boolean;
  /** The one that shows the one thing to do next. */
  inHand: boolean;
  chosen: boolean;
  /** Some are chosen: a press chooses. */
  choosing: boolean;
  on: CardEvents;
};

export class OneJob {
  /** The job whose card has the keyboard in it: the card may show another one by now, and web views do not tell when what had it goes. */
  #focused: JobId | null = $state(null);
  readonly #job = $derived.by(() => this.props().job);
  readonly sentence = $derived.by(() => sentenceOf(this.studio, this.#job));
  readonly title = $derived.by(() => titleOf(this.studio, this.#job));
  /** The real name of its model, also where it is not listed any more. */
  readonly modelName = $derived.by(() => {
    const { app, i18n } = this.studio;
    return app.model(this.#job.endpoint)?.name ?? (this.#job.endpoint || i18n.words.rescue.modelUnknown);
  });
  readonly done = $derived.by(() => this.#job.state.type === 'done');
  readonly result = $derived.by(() => this.#job.results[0]);
  readonly length = $derived.by(() => this.result?.facts.durationMs ?? null);
  /** The picture of what it is made from, until there is a result to show. */
  readonly inputPoster = $derived.by(() => {
    const input = this.#job.inputs[0];
    return input?.poster ? this.studio.app.posterUrl(input.id) : null;
  });
  /** What can be done with it is shown. */
  readonly shows = $derived.by(() => this.props().inHand || this.#focused === this.#job.id);

  constructor(
    private readonly studio: Studio,
    private readonly props: () => Pick<OneJobProps, 'job' | 'inHand' | 'on'>,
  ) {}

  /** For the element around everything that belongs to it. The menu of the pointer is also behind the button with the dots. */
  readonly handlers = {
    onpointerenter: () => {
      this.props().on.onhand();
    },
    // Another job may have come into the card under a pointer that rests.
    onpointermove: () => {
      if (!this.props().inHand) this.props().on.onhand();
    },
    onpointerleave: () => {
      this.props().on.onleave();
    },
    oncontextmenu: (event: MouseEvent) => {
      this.openMenu(event);
    },
    onfocusin: () => {
      this.#focused = this.#job.id;
      this.props().on.onfocus();
    },
    onfocusout: () => {
      this.#focused = null;
    },
  };

  readonly openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const { on } = this.props();
    on.onhand();
    const place = menuPlace(event);
    if (place) on.onmenu(place);
  };
}
