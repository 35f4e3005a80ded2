/** Nothing says anything that is not in the catalogue of words, and no component carries a style that the policy refuses. */
import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';
import { expect, test } from 'vitest';

const components = import.meta.glob<string>('./**/*.svelte', { eager: true, query: '?raw', import: 'default' });
const modules = import.meta.glob<string>(
  ['./**/*.ts', '!./**/*.test.ts', '!./lib/i18n/**', '!./lib/platform/fake/**', '!./testing/**', '!./testSetup.ts'],
  { eager: true, query: '?raw', import: 'default' },
);

/** Attributes and properties that people read or hear. */
const SPOKEN = new Set([
  ...[
    'aria-label',
    'aria-valuetext',
    'aria-description',
    'aria-roledescription',
    'title',
    'alt',
    'placeholder',
    'label',
  ],
  ...[
    'text',
    'body',
    'help',
    'hint',
    'note',
    'caption',
    'closeLabel',
    'clear',
    'aside',
    'heading',
    'message',
    'sentence',
  ],
]);
const HAS_LETTERS = /\p{Letter}/u;
const HAN = /\p{Script=Han}/u;

/** What is in code and reads like words, but is not said by the window: each with its reason. */
const ALLOWED: Record<string, string> = {
  'Inter Variable': 'the name of a typeface',
};

/** The literals that an expression may come to. Arguments and comparisons are not shown. */
function outcomes(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = node as Record<string, unknown> & { type?: string };
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' ? [inner.value] : [];
    case 'TemplateLiteral':
      return [
        ...(inner.quasis as { value: { cooked?: string } }[]).map(({ value }) => value.cooked ?? ''),
        ...(inner.expressions as unknown[]).flatMap(outcomes),
      ];
    case 'ConditionalExpression':
      return [...outcomes(inner.consequent), ...outcomes(inner.alternate)];
    case 'LogicalExpression':
      return [...outcomes(inner.left), ...outcomes(inner.right)];
    case 'BinaryExpression':
      return inner.operator === '+' ? [...outcomes(inner.left), ...outcomes(inner.right)] : [];
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return outcomes(inner.expression);
    default:
      return [];
  }
}

const wordsIn = (texts: string[]) => texts.filter((text) => HAS_LETTERS.test(text));

/** The parts of an attribute's value that come to texts. */
function attributeTexts(value: AST.Attribute['value']): string[] {
  if (value === true) return [];
  const parts = Array.isArray(value) ? value : [value];
  return parts.flatMap((part) => (part.type === 'Text' ? [part.data] : outcomes(part.expression)));
}

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
    if (type === 'ExpressionTag') {
      for (const text of wordsIn(outcomes((node as AST.ExpressionTag).expression))) found.push(`text: ${text}`);
      return;
    }
    // A length in CSS is not a word.
    if (type === 'StyleDirective') return;
    if (type === 'Attribute') {
      const { name, value } = node as AST.Attribute;
      if (name === 'style') found.push('a style attribute');
      if (SPOKEN.has(name)) for (const text of wordsIn(attributeTexts(value))) found.push(`${name}: ${text}`);
      return;
    }
    for (const [key, inner] of Object.entries(node)) if (key !== 'parent') visit(inner);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

/** A sentence, or a name of several words: nothing that code is made of looks like it. */
const isSentence = (text: string) => HAN.test(text) || /^\p{Lu}\p{Ll}*[ ’'].*\p{Letter}/u.test(text.trim());

/** What tells of a mistake in the program, to those who mend it. */
function isForDevelopers(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isNewExpression(parent) && !ts.isCallExpression(parent)) return false;
  return /^(\w*Error|console\.\w+)$/.test(parent.expression.getText());
}

/** Where code hands a text to people by itself: to the page, to a notice, to the system. */
function isHandedToPeople(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return /\.(title|textContent|innerText|ariaLabel|alt|placeholder)$/.test(parent.left.getText());
  if (!ts.isCallExpression(parent)) return false;
  const called = parent.expression.getText();
  const [first, second] = parent.arguments;
  if (/\.announce$/.test(called)) return true;
  return (
    /\.setAttribute$/.test(called) && second === node && !!first && ts.isStringLiteral(first) && SPOKEN.has(first.text)
  );
}

/** The texts of a piece of TypeScript that people would read. */
function sentences(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const whole = ts.isStringLiteralLike(node) ? node : ts.findAncestor(node, ts.isTemplateExpression);
      const told = whole && isHandedToPeople(whole) && HAS_LETTERS.test(node.text);
      const hidden = whole !== undefined && isForDevelopers(whole);
      if (told || (isSentence(node.text) && !hidden && !(node.text in ALLOWED))) found.push(node.text.trim());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true));
  return found;
}

const scriptsOf = (source: string) =>
  [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code);

test('components and modules are found', () => {
  expect(Object.keys(components).length).toBeGreaterThan(30);
  expect(Object.keys(modules).length).toBeGreaterThan(40);
});

test('no component has words of its own', () => {
  const all = Object.entries(components).flatMap(([path, source]) =>
    complaints(source).map((what) => `${path}: ${what}`),
  );
  expect(all).toEqual([]);
});

test('no code has words of its own', () => {
  const scripts = Object.entries(components).flatMap(([path, source]) =>
    scriptsOf(source).map((code) => [path, code ?? ''] as const),
  );
  const all = [...Object.entries(modules), ...scripts].flatMap(([path, code]) =>
    sentences(code).map((what) => `${path}: ${what}`),
  );
  expect(all).toEqual([]);
});

test('words in a component are found', () => {
  expect(complaints('<p>Hello</p>')).toEqual(['text: Hello']);
  expect(complaints('<button aria-label="Close">×</button>')).toEqual(['aria-label: Close']);
  expect(complaints('<p style="color: red">{words.x}</p>')).toEqual(['a style attribute']);
  expect(complaints("<p>{open ? 'Yes' : words.no}</p>")).toEqual(['text: Yes']);
  expect(complaints('<p>{`${count} runs`}</p>')).toEqual(['text:  runs']);
  expect(complaints("<Row label={'Folder'} help={known ?? 'none yet'} />")).toEqual([
    'label: Folder',
    'help: none yet',
  ]);
  expect(complaints("<p title={words.x}>{words.y} · {format(day, 'long')}{kind === 'video'}</p>")).toEqual([]);
});

test('words in code are found', () => {
  expect(sentences("const text = 'Nothing was found'")).toEqual(['Nothing was found']);
  expect(sentences('notices.announce(`done: ${name}`)')).toEqual(['done:']);
  expect(sentences("element.setAttribute('aria-label', 'close')")).toEqual(['close']);
  expect(sentences("document.title = 'films'")).toEqual(['films']);
  expect(sentences("const han = '完成'")).toEqual(['完成']);
  expect(sentences("if (key === 'Enter') throw new TypeError('This is no key'); const name = 'video-extend'")).toEqual(
    [],
  );
});
