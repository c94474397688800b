import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Scripts and styles are files of their own: the server's content security policy allows nothing else. */
export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023', assetsInlineLimit: 0 },
  server: { proxy: { '/v1': process.env['LETTRAGE_URL'] ?? 'http://127.0.0.1:3000' } },
});
