import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Test secrets, known to everybody.
const bindings = {
  ISSUER: 'https://op.amphora.test',
  ADMIN_TOKEN: 'admin-token-for-tests-only',
  MASTER_KEYS: 'test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  MAIL: 'http',
  MAIL_FROM: 'Amphora <id@op.amphora.test>',
  MAIL_API_KEY: 'mail-key-for-tests-only',
}

// As the upload has them: the lines of `[alias]`. A package that imports one of them is bundled, so that it is given the same.
const ALIASES = /^"([^"]+)" = "(\.\/[^"]+)"$/gm
const alias = Object.fromEntries(
  [...readFileSync('wrangler.toml', 'utf8').matchAll(ALIASES)].map(([, name = '', file = '']) => [
    name,
    resolve(file),
  ]),
)

export default defineConfig({
  test: {
    // What a passing test logs is not news.
    silent: 'passed-only',
    projects: [
      {
        plugins: [
          cloudflareTest({ wrangler: { configPath: './wrangler.toml' }, miniflare: { bindings } }),
        ],
        resolve: { alias },
        test: {
          name: 'worker',
          // A core for each: the one that is left free otherwise has nothing to do.
          maxWorkers: '100%',
          server: { deps: { inline: ['@simplewebauthn/server'] } },
          include: ['src/**/*.test.{ts,tsx}', 'test/worker/**/*.test.{ts,tsx}', 'sdk/**/*.test.ts'],
          // The first call of a file loads the whole Worker, which takes seconds where cores are few.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'node',
          // After them, and one by one: browsers and whole providers fill a machine.
          sequence: { groupOrder: 1 },
          include: ['test/*.test.ts', 'test/node/**/*.test.ts', 'sdk/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
