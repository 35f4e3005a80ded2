/** No component says anything that is not in the catalogue of words, and none carries a style that the policy refuses. */
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

const sources = import.meta.glob<string>('./**/*.svelte', { eager: true, query: '?raw', import: 'default' });

/** Attributes that people read or hear. */
const SPOKEN = new Set(['aria-label', 'title', 'alt', 'placeholder', 'label', 'aria-valuetext', 'aria-description']);
const HAS_LETTERS = /\p{Letter}/u;

function complaints(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    const { type } = node as { type?: string };
    if (type === 'Text' && HAS_LETTERS.test((node as AST.Text).data))
      found.push(`text: ${(node as AST.Text).data.trim()}`);
    // A length in CSS is not a word.
    if (type === 'StyleDirective') return;
    if (type === 'Attribute') {
      const { name, value } = node as AST.Attribute;
      if (name === 'style') found.push('a style attribute');
      if (SPOKEN.has(name) && Array.isArray(value)) {
        for (const part of value) {
          if (part.type === 'Text' && HAS_LETTERS.test(part.data)) found.push(`${name}: ${part.data}`);
        }
      }
      return;
    }
    for (const [key, inner] of Object.entries(node)) if (key !== 'parent') visit(inner);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

test('components are found', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(30);
});

test('no component has words of its own', () => {
  const all = Object.entries(sources).flatMap(([path, source]) => complaints(source).map((what) => `${path}: ${what}`));
  expect(all).toEqual([]);
});

test('words in a component are found', () => {
  expect(complaints('<p>Hello</p>')).toEqual(['text: Hello']);
  expect(complaints('<button aria-label="Close">×</button>')).toEqual(['aria-label: Close']);
  expect(complaints('<p style="color: red">{words.x}</p>')).toEqual(['a style attribute']);
  expect(complaints('<p title={words.x}>{words.y} · </p>')).toEqual([]);
});
