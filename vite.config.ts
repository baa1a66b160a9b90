// Builds the renderer: one page, no inlined assets (the page's policy refuses data: fonts), Element Plus parts on demand.

import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./renderer'),
  // Relative addresses: the same files are served by the loopback host and by Electron's app:// protocol.
  base: './',
  publicDir: false,
  plugins: [
    vue(),
    components({
      dirs: [],
      dts: here('./renderer/components.d.ts'),
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
  ],
  resolve: { alias: [{ find: /^#domain\//, replacement: `${here('./domain')}/` }] },
  build: {
    outDir: here('./dist/renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
