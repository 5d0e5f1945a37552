/**
 * Every row of the attack catalogue that is about people has a test that names it. The catalogue lies in the neighbour
 * folder `shared`: where that is not there, this is skipped.
 */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const SHARED = '../shared/security'
const isHere = existsSync(`${SHARED}/CATALOGUE.md`)

/** Logout, sign-in and sessions, the other ways in, consent and tenancy, and what all pages have in common. */
const SECTIONS = ['A9', 'A10', 'A11', 'A12', 'A13']

/** The numbers of the rows of a section. */
function rowsOf(section: string): number[] {
  const catalogue = readFileSync(`${SHARED}/CATALOGUE.md`, 'utf8')
  const [, text = ''] = catalogue.split(`\n## ${section}. `)
  const [rows = ''] = text.split('\n## ')
  return [...rows.matchAll(/^(\d+)\. /gm)].map(([, row]) => Number(row))
}

/** The rows that names of tests cite, as `catalogue 168, 170` or `catalogue 46–48`. What a comment says holds nothing. */
function citedRows(): Set<number> {
  const files = globSync('{src,sdk,test}/**/*.test.{ts,tsx}')
  const cited = new Set<number>()
  for (const file of files) {
    const code = readFileSync(file, 'utf8').replaceAll(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '')
    for (const [, list = ''] of code.matchAll(/catalogue ((?:\d+(?:–\d+)?(?:, )?)+)/g)) {
      for (const [, first, last = first] of list.matchAll(/(\d+)(?:–(\d+))?/g)) {
        for (let row = Number(first); row <= Number(last); row++) cited.add(row)
      }
    }
  }
  return cited
}

describe.skipIf(!isHere)('the catalogue of attacks', () => {
  const cited = citedRows()

  it.each(SECTIONS)('%s: every row is held by a test that names it', (section) => {
    const rows = rowsOf(section)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.filter((row) => !cited.has(row))).toEqual([])
  })

  it('comes with corpora, of which ours are copies to the letter', () => {
    const theirs = new Set(readdirSync(`${SHARED}/vectors`))
    const ours = readdirSync('test/vectors')
    const read = (path: string) => readFileSync(path, 'utf8')
    expect(ours.filter((name) => theirs.has(name)).length).toBeGreaterThan(5)
    for (const name of ours.filter((each) => theirs.has(each))) {
      expect(read(`test/vectors/${name}`) === read(`${SHARED}/vectors/${name}`), name).toBe(true)
    }
  })
})
