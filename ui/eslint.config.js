/** The rules of the house: types everywhere, and parts that only know the parts below them. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const noImports = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: patterns.map(([group, message]) => ({ group, message })) }],
});
const tauri = [['@tauri-apps/*'], 'Only lib/platform/tauri.ts knows Tauri.'];
const views = [['$views/*', '**/views/*'], 'Views compose components, never the other way round.'];
const domain = [['$components/{make,library,settings,player}/*'], 'Shared components know no domain.'];
const state = [['$lib/{state,forms,platform,player}/*'], 'Shared components know no domain.'];
const components = [['$components/*', '$views/*'], 'The library knows no components.'];

export default ts.config(
  { ignores: ['dist/', 'generated/', 'node_modules/', 'src/lib/platform/bindings.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },
  { files: ['src/**'], rules: noImports(tauri) },
  { files: ['src/lib/**'], ignores: ['src/lib/platform/tauri*.ts'], rules: noImports(tauri, components) },
  { files: ['src/lib/platform/tauri*.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/components/**'], rules: noImports(tauri, views) },
  { files: ['src/components/shared/**'], rules: noImports(tauri, views, domain, state) },
);
