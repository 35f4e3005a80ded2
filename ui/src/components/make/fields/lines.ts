/** The problems of a field as lines beside it. */
import type { FieldProblemLine } from '$components/shared/Field.svelte';
import { problemSentence } from '$lib/i18n/sentences';
import type { FieldKey } from '$lib/platform/bindings';
import type { Studio } from '$lib/state/studio.svelte';
import type { FieldsForm } from './form';

/** Of several files with the same problem one line is enough. */
export function problemLines({ app, i18n }: Studio, form: FieldsForm, ...keys: FieldKey[]): FieldProblemLine[] {
  const lines = keys.flatMap((key) =>
    form.problemsOf(key).map((problem) => ({
      text: problemSentence(i18n, problem, app.catalogue, form.model),
      severity: problem.severity,
    })),
  );
  return lines.filter((line, index) => lines.findIndex((other) => other.text === line.text) === index);
}
