/**
 * Clips and posters for the fake platform: `/media/<id>` and `/media/poster/<id>`, answered from the samples of the
 * repository. Development only; the program has a media server of its own.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Connect, Plugin } from 'vite';
import { invented } from './invented.ts';

const TYPES: Record<string, string> = { mp4: 'video/mp4', webm: 'video/webm', jpg: 'image/jpeg', png: 'image/png' };

/** The same id always gets the same file. */
function pick(files: string[], id: string): string | undefined {
  const named = files.find((file) => id.startsWith(file.replace(/\.\w+$/, '')));
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return named ?? files[sum % files.length];
}

function answer(file: string, request: IncomingMessage, response: ServerResponse): void {
  const size = statSync(file).size;
  const wanted = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
  const from = Number(wanted?.[1] ?? 0);
  const to = Math.min(Number(wanted?.[2] || size - 1), size - 1);
  response.statusCode = wanted ? 206 : 200;
  response.setHeader('Content-Type', TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Length', to - from + 1);
  if (wanted) response.setHeader('Content-Range', `bytes ${from}-${to}/${size}`);
  createReadStream(file, { start: from, end: to }).pipe(response);
}

/** The same for what was made by code. */
function answerWith(
  { type, bytes }: { type: string; bytes: Buffer },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const wanted = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
  const from = Number(wanted?.[1] ?? 0);
  const to = Math.min(Number(wanted?.[2] || bytes.length - 1), bytes.length - 1);
  response.statusCode = wanted ? 206 : 200;
  response.setHeader('Content-Type', type);
  response.setHeader('Accept-Ranges', 'bytes');
  if (wanted) response.setHeader('Content-Range', `bytes ${from}-${to}/${bytes.length}`);
  response.end(bytes.subarray(from, to + 1));
}

/** Serves the files of `folder`; a poster that has no file is a 404, as in the program. */
export function fakeMedia(folder: string): Plugin {
  const serve = (middlewares: Connect.Server) => {
    middlewares.use('/media/', (request, response) => {
      const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '').replace(/^\//, '');
      const poster = path.startsWith('poster/');
      const id = path.replace('poster/', '');
      const other = poster ? undefined : invented(id);
      if (other) {
        answerWith(other, request, response);
        return;
      }
      const picture = poster || id.startsWith('picture');
      const ending = picture ? /\.(jpg|png)$/ : /\.(mp4|webm)$/;
      const files = existsSync(folder) ? readdirSync(folder).filter((file) => ending.test(file)) : [];
      const file = pick(files.sort(), id);
      if (file) answer(join(folder, file), request, response);
      else response.writeHead(404).end();
    });
  };
  return {
    name: 'fake-media',
    configureServer(server) {
      serve(server.middlewares);
    },
    // Also behind a built window, whose speed is measured.
    configurePreviewServer(server) {
      serve(server.middlewares);
    },
  };
}
