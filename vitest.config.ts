import { defineConfig } from 'vitest/config'

// Tests stand beside the code; the ones that cross rooms stand in test/. Files run in two workers: two cores.
export default defineConfig({
  test: {
    include: ['{src,sim,bin,test,scripts,db,web/src}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: ['test/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
