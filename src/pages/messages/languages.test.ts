import { describe, expect, it } from 'vitest'
import { ENGLISH, LANGUAGE } from '../../../test/support/languages.ts'
import { LANGUAGES } from './languages.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Each text by its path: `signIn.title`. */
const textsOf = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : textsOf(value, `${path}${key}.`),
  )

const slotsOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()
const spansOf = (text: string): string[] => (text.match(/`[^`]+`/g) ?? []).toSorted()

const english = new Map(textsOf(ENGLISH.messages))

describe.each(LANGUAGES)('the words in %s', (tag) => {
  const texts = textsOf(LANGUAGE[tag].messages)

  it('have the keys of the English ones, in their order', () => {
    expect(texts.map(([key]) => key)).toEqual([...english.keys()])
  })

  it.each(texts)('%s holds the slots of the English text, and words', (key, text) => {
    expect(slotsOf(text)).toEqual(slotsOf(english.get(key) ?? ''))
    expect(text.trim()).toBe(text)
    expect(text).not.toBe('')
  })
})

describe.each(LANGUAGES.filter((tag) => tag !== 'en'))('the refusals in %s', (tag) => {
  const { refusals } = LANGUAGE[tag]

  it('are those of the catalogue, in its order', () => {
    expect(Object.keys(refusals)).toEqual(Object.keys(ENGLISH.refusals))
  })

  it.each(Object.entries(refusals))('%s says all that the English says', (key, words) => {
    const original = Object.entries(ENGLISH.refusals).find(([each]) => each === key)?.[1]
    expect(spansOf(words.mend)).toEqual(spansOf(original?.mend ?? ''))
    expect(words.mend).toMatch(/[.。]$/)
    expect(words.description).not.toBe(original?.description)
  })

  it('say each thing once', () => {
    const descriptions = Object.values(refusals).map(({ description }) => description)
    expect(new Set(descriptions).size).toBe(descriptions.length)
  })
})
