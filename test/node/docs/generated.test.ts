import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GENERATED_PAGES } from '../../../scripts/docs.ts'
import { errorsPage } from '../../../scripts/docs/errors.ts'
import { REFUSALS } from '../../../src/rules/refusals.ts'

describe('a page that is made from something else', () => {
  it.each(Object.entries(GENERATED_PAGES))(
    '%s is what `npm run docs` writes',
    async (file, page) => {
      expect(readFileSync(file, 'utf8')).toBe(await page())
    },
  )

  it('docs/errors.md has a section for every refusal', () => {
    const sections = [...errorsPage().matchAll(/^### (\w+)$/gm)].map(([, key = '']) => key)
    expect(sections.toSorted()).toEqual(Object.keys(REFUSALS).toSorted())
  })
})
