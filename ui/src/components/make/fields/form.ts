/** The form that fields are drawn for: the open one of the Make view, or one of several that lie over the window. */
import { getContext, setContext } from 'svelte';
import type { FieldKey, FieldProblem, FieldValue, Model, Price } from '$lib/platform/bindings';
import type { Values } from '$lib/forms/shown';
import { useStudio } from '$lib/state/studio.svelte';

export interface FieldsForm {
  readonly model: Model | undefined;
  readonly values: Values;
  /** The prices of options, by `key=value`, as far as they are known. */
  readonly optionPrices: ReadonlyMap<string, Price>;
  setValue(key: FieldKey, value: FieldValue | undefined): void;
  touch(key: FieldKey): void;
  problemsOf(key: FieldKey): readonly FieldProblem[];
}

/** `place` keeps the ids of several forms in one page apart. */
type Placed = { form: FieldsForm; place: string };

const KEY = Symbol('form');

export function provideForm(form: FieldsForm, place: string): void {
  setContext<Placed>(KEY, { form, place });
}

export function useForm(): Placed {
  return getContext<Placed | undefined>(KEY) ?? { form: useStudio().make, place: 'field' };
}
