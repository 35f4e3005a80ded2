/** How the window is built and tested. `--mode browser` puts the fake platform in the place of Tauri. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { fakeMedia } from './tools/fakeMedia.ts';
import { licences } from './tools/licences.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [
    svelte(),
    licences(here('..'), here('.')),
    mode === 'test' && svelteTesting(),
    mode === 'browser' && fakeMedia(here('../assets/samples')),
  ],
  resolve: {
    alias: {
      $lib: here('src/lib'),
      $components: here('src/components'),
      $views: here('src/views'),
    },
  },
  // One file an icon: taken as they are, no bundle has to be made anew for each icon that is used.
  optimizeDeps: { exclude: ['@lucide/svelte'] },
  server: { port: 5173, strictPort: false, fs: { allow: [here('.'), here('../catalogue'), here('../assets')] } },
  build: {
    target: 'safari16.4',
    // Data addresses for fonts and pictures would need a wider policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testSetup.ts'],
    restoreMocks: true,
    testTimeout: 30_000,
  },
}));
