/**
 * The licences of everything that is built in, as the module `virtual:licences`: the crates that the program is linked from, as
 * cargo resolves them for this computer, and the npm packages that are in the bundle. What only builds or tests is not in it.
 *
 * A package of the bundle that is not listed here ends the build, so that nobody is forgotten.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import type { Licences, Work } from '../src/lib/licences';

const NAME = 'virtual:licences';
const RESOLVED = `\0${NAME}`;
const IS_TERMS = /^(licen[cs]e|copying|copyright|notice|unlicense|ofl)/i;
/** Of several terms to choose from, the text of the first of these is shown. */
const PREFERRED = ['MIT', 'ISC', 'BSD-3-Clause', 'Zlib', 'MPL-2.0', '0BSD', 'CC0-1.0', 'Unlicense', 'Apache-2.0'];
/** Packages that come into the bundle through those that build it. */
const BUNDLED_BY_SVELTE = ['svelte', 'clsx', 'esm-env'];

type Crate = { id: string; name: string; version: string; license: string | null; manifest_path: string };
type Metadata = { packages: Crate[]; workspace_members: string[] };
type Manifest = { name: string; version: string; license?: string; dependencies?: Record<string, string> };
type Found = Omit<Work, 'texts'> & { folder: string };

function ask(program: string, ...words: string[]): string {
  return execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** What the program is linked from on this computer: without crates that run while building, and without those of this repository. */
function crates(root: string): Found[] {
  const manifest = ['--manifest-path', join(root, 'Cargo.toml'), '--locked'];
  const linked = [
    'tree',
    ...manifest,
    '-p',
    'afterframe',
    '-e',
    'normal,no-proc-macro',
    '--prefix',
    'none',
    '-f',
    '{p}',
  ];
  // One a line: its name, its version with a letter before it, and where it lies if it is of this repository.
  const names = new Set(
    ask('cargo', ...linked)
      .split('\n')
      .map((line) => line.split(' ').slice(0, 2).join(' ')),
  );
  const host = /^host: (.*)$/m.exec(ask('rustc', '-vV'))?.[1] ?? '';
  const metadata = ask('cargo', 'metadata', '--format-version', '1', '--filter-platform', host, ...manifest);
  const { packages, workspace_members: own } = JSON.parse(metadata) as Metadata;
  return packages
    .filter(({ id, name, version }) => names.has(`${name} v${version}`) && !own.includes(id))
    .map(({ name, version, license, manifest_path: path }) => ({
      name,
      version,
      licence: license ?? '',
      folder: dirname(path),
    }));
}

function manifestOf(ui: string, name: string): Manifest {
  return JSON.parse(readFileSync(join(ui, 'node_modules', name, 'package.json'), 'utf8')) as Manifest;
}

/** What the window needs while it runs, with what that needs. */
function bundled(ui: string): Found[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(ui, 'package.json'), 'utf8')) as Manifest;
  const found = new Map<string, Found>();
  const due = [...Object.keys(dependencies), ...BUNDLED_BY_SVELTE];
  for (let name = due.pop(); name !== undefined; name = due.pop()) {
    if (found.has(name) || !existsSync(join(ui, 'node_modules', name))) continue;
    const { version, license = '', dependencies: needs = {} } = manifestOf(ui, name);
    found.set(name, { name, version, licence: license, folder: join(ui, 'node_modules', name) });
    // What Svelte needs is for its compiler, but for those that are named above.
    if (!BUNDLED_BY_SVELTE.includes(name)) due.push(...Object.keys(needs));
  }
  return [...found.values()];
}

/** The texts that a package brings: of one that can be had under several terms, those of one of them. */
function textsIn(folder: string, licence: string): string[] {
  const files = readdirSync(folder).filter((name) => IS_TERMS.test(name) && statSync(join(folder, name)).isFile());
  const chosen = / or |\//i.test(licence)
    ? PREFERRED.find((name) => new RegExp(`\\b${name}\\b`, 'i').test(licence))
    : null;
  const word = chosen?.split('-')[0]?.toLowerCase();
  const fitting = word ? files.filter((name) => name.toLowerCase().includes(word)) : [];
  return (fitting.length > 0 ? fitting : files).sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** Everybody, by name, with the texts that several share once. */
export function licencesOf(root: string, ui: string): Licences {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (text: string) => {
    const key = text.replace(/\s+/g, ' ');
    const place = places.get(key) ?? texts.push(text) - 1;
    places.set(key, place);
    return place;
  };
  const works = [...crates(root), ...bundled(ui)].map(({ folder, ...work }) => ({
    ...work,
    texts: textsIn(folder, work.licence).map(placeOf),
  }));
  works.sort(
    (one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version, 'en'),
  );
  return { works, texts };
}

/** The package that a module of the bundle comes from. */
function packageOf(id: string): string | null {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id.replaceAll('\\', '/'))?.[1] ?? null;
}

export function licences(root: string, ui: string): Plugin {
  return {
    name: 'licences',
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    load: (id) =>
      id === RESOLVED ? `export default JSON.parse(${JSON.stringify(JSON.stringify(licencesOf(root, ui)))});` : null,
    generateBundle(_, bundle) {
      const known = new Set(bundled(ui).map(({ name }) => name));
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      const missing = new Set(modules.map(packageOf).filter((name) => name !== null && !known.has(name)));
      if (missing.size > 0) this.error(`the licences lack ${[...missing].join(', ')}; see tools/licences.ts`);
    },
  };
}
