// The renderer's files by their exact address: what is not on the list does not exist, so no path can lead outside.
import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface StaticFile {
  readonly path: string;
  readonly contentType: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.pbf': 'application/x-protobuf',
  '.wasm': 'application/wasm',
};

/** Lists a folder once. Addresses are compared as they come, undecoded; files of unknown kinds are not served. */
export function listStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  function add(directory: string, address: string): void {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      const own = `${address}/${encodeURIComponent(entry.name)}`;
      const contentType = contentTypes[extname(entry.name).toLowerCase()];
      if (entry.isDirectory()) add(path, own);
      else if (entry.isFile() && contentType !== undefined) files.set(own, { path, contentType });
    }
  }
  add(folder, '');
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}
