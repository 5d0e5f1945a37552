import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERRORS_DOC, errorsDoc } from '../../../scripts/errors_doc.ts'
import { REFUSALS } from '../../../src/rules/refusals.ts'

describe('docs/errors.md', () => {
  it('is what `npm run docs` writes', () => {
    expect(readFileSync(ERRORS_DOC, 'utf8')).toBe(errorsDoc())
  })

  it('has a section for every refusal', () => {
    const sections = [...errorsDoc().matchAll(/^### (\w+)$/gm)].map(([, key = '']) => key)
    expect(sections.toSorted()).toEqual(Object.keys(REFUSALS).toSorted())
  })
})
