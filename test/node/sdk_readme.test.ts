import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(path, 'utf8')

it('the example of sdk/README.md is, word for word, the app that test/worker/sdk signs in to', () => {
  const app = read('test/worker/sdk/readme_app.ts')
  expect(read('sdk/README.md')).toContain(`\`\`\`ts\n${app}\`\`\``)
})

it('the table of errors in sdk/README.md has every code of the SDK', () => {
  const codes = [...read('sdk/errors.ts').matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(5)
  for (const code of codes) expect(read('sdk/README.md')).toContain(`| \`${code}\``)
})
