import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

/** The pages. Nothing is inlined, so that the content security policy can name the server alone. */
const pages: UserConfig = {
  root: 'src/web',
  plugins: [react()],
  build: { outDir: '../../dist/web', emptyOutDir: true, assetsInlineLimit: 0 },
}

/** The server and the commands. Packages stay in node_modules and are loaded from there. */
const server: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: { cli: 'src/cli/cli.ts', 'pglite-worker': 'src/platform/pglite-worker.mjs' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? server : pages))
