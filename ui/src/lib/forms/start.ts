/** Which of the files of a filled-in form is the one that it starts from. */
import { taking } from '$lib/catalogue/media';
import { isHave, startsFrom } from '$lib/catalogue/offer';
import type { MediaView, Model } from '$lib/platform/bindings';
import { filesOf, type Values } from './shown';

export function clipOf(model: Model, values: Values, inputs: readonly MediaView[]): MediaView | undefined {
  const field = inputs.map(({ facts }) => taking(model, facts.kind)).find((found) => found?.required);
  const mine = field && inputs.find(({ id }) => filesOf(values[field.key]).includes(id));
  return mine ?? inputs.find(({ facts }) => isHave(facts.kind) && startsFrom(model, facts.kind));
}
