// app://ws: the built renderer inside the window, file by file, never file://.
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { windowOrigin } from '#domain/rpc/window-protocol.ts';
import { pageHeaders } from '../page-headers.ts';
import { listStaticFiles } from '../static-files.ts';

const { protocol: scheme, host } = new URL(windowOrigin);
const schemeName = scheme.slice(0, -1);

/** Tells Chromium about the scheme; must run before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // corsEnabled goes with supportFetchAPI: without it other origins could read answers (CVE-2026-70604).
    { scheme: schemeName, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
  ]);
}

/** Serves a folder under app://ws in one session. */
export function servePages(session: Session, folder: string): void {
  const files = listStaticFiles(folder);
  const headers = pageHeaders([]);
  session.protocol.handle(schemeName, async (request) => {
    const url = new URL(request.url);
    const file = url.host === host ? files.get(url.pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers });
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
    const content = request.method === 'GET' ? new Uint8Array(await readFile(file.path)) : null;
    return new Response(content, { headers: { ...headers, 'Content-Type': file.contentType } });
  });
}
