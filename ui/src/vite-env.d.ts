/// <reference types="vite/client" />
/// <reference types="svelte" />

/** Put together by tools/licences.ts. */
declare module 'virtual:licences' {
  import type { Licences } from '$lib/licences';
  const licences: Licences;
  export default licences;
}
