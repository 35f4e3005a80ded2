/** Which field's file stands on the stage: it is chosen there and not once more in the form. */
import type { FieldKey } from '$lib/platform/bindings';
import type { MakeForm } from '$lib/state/makeForm.svelte';

/** A field that takes several files is drawn in the form all the same: the others are added there. */
export function stageKey({ model, clipKey }: Pick<MakeForm, 'model' | 'clipKey'>): FieldKey | null {
  const field = model?.fields.find(({ key }) => key === clipKey);
  return field?.kind.type === 'media' && field.kind.many === null ? field.key : null;
}
