/**
 * The catalogue as the program tells it. `target/debug/catalogue models` writes the file, and it is only ever read by
 * the browser mode and by tests: the program itself gets the catalogue from Rust.
 */
import type { Model } from '../bindings';

// A glob and not an import: types are checked without the file, and TypeScript need not read all of it.
const files = import.meta.glob<Model[]>('../../../../generated/catalogue.json', { eager: true, import: 'default' });

function written(): Model[] {
  const [models] = Object.values(files);
  if (!models) throw new Error('ui/generated/catalogue.json is not there: run ./dev check once, which writes it');
  return models;
}

export const catalogue: Model[] = written();
