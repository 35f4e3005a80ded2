/** Starts the window: picks the platform, asks the program for its state, shows it. */
import { mount } from 'svelte';
import '@fontsource-variable/inter';
import './tokens.css';
import './base.css';
import App from './App.svelte';
import { followTheme } from '$lib/state/theme';
import type { Platform } from '$lib/platform/types';

/** `import.meta.env.MODE` is known when the window is built: the fake is not in the program, Tauri not in the browser. */
async function choosePlatform(): Promise<Platform> {
  if (import.meta.env.MODE === 'browser') return (await import('$lib/platform/browser')).createBrowserPlatform();
  return (await import('$lib/platform/tauri')).createTauri();
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element for the window');
followTheme('system');
mount(App, { target, props: { platform: await choosePlatform() } });
