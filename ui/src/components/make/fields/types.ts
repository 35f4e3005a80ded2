/** What every component for a kind of field gets. */
import type { FieldProblemLine } from '$components/shared/Field.svelte';
import type { Field, FieldKind, FieldValue, Model } from '$lib/platform/bindings';

export type FieldProps<Type extends FieldKind['type'] = FieldKind['type']> = {
  model: Model;
  field: Field;
  kind: Extract<FieldKind, { type: Type }>;
  value: FieldValue | undefined;
  problems: FieldProblemLine[];
  /** Unique in the page. */
  id: string;
  testid: string;
  onchange: (value: FieldValue | undefined) => void;
  ontouch: () => void;
};
