// Builds the page to ../static; in development the API is the mock (SCHOOLBUS_MOCK=1) or a running stack.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { mock } from './mock/plugin.ts'

const backend = process.env.SCHOOLBUS_API ?? 'http://127.0.0.1:8000'
const mocked = process.env.SCHOOLBUS_MOCK === '1'

export default defineConfig({
  plugins: [react(), ...(mocked ? [mock()] : [])],
  server: {
    host: '127.0.0.1',
    // the backend checks the Origin, so the request goes there under the backend's own name
    ...(mocked ? {} : { proxy: { '/api': { target: backend, ws: true, changeOrigin: true, rewriteWsOrigin: true } } }),
  },
  preview: { host: '127.0.0.1' },
  worker: { format: 'es' },
  build: {
    outDir: '../static',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
  },
})
