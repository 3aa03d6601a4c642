import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (place: string) => fileURLToPath(new URL(place, import.meta.url));

export default defineConfig({
  root: at('.'),
  // The service may be below any path.
  base: './',
  publicDir: false,
  resolve: {
    alias: [
      { find: /^chat-system-client$/, replacement: at('../../libs/client/src/index.ts') },
      { find: /^chat-system-client\/(\w+)$/, replacement: `${at('../../libs/client/src')}/$1/index.ts` },
    ],
  },
  build: { assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false },
  // `npx vite apps/web` beside a running service, which lets pages of this computer call.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/docs': 'http://127.0.0.1:3000' } },
});
