import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../rules/refusals.ts'
import de from '../../../languages/de.json' with { type: 'json' }
import { LANGUAGES, messagesIn } from './catalogue.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Each text by its path: `signIn.title`. */
const textsOf = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : textsOf(value, `${path}${key}.`),
  )

const slotsOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()
const spansOf = (text: string): string[] => (text.match(/`[^`]+`/g) ?? []).toSorted()

const english = textsOf(messagesIn('en'))

describe.each(LANGUAGES)('the words in %s', (lang) => {
  const texts = textsOf(messagesIn(lang))

  it('have the keys of the English ones, in their order', () => {
    expect(texts.map(([key]) => key)).toEqual(english.map(([key]) => key))
  })

  it.each(texts)('%s holds the slots of the English text, and words', (key, text) => {
    const original = new Map(english).get(key) ?? ''
    expect(slotsOf(text)).toEqual(slotsOf(original))
    expect(text.trim()).toBe(text)
    expect(text).not.toBe('')
  })
})

describe('the refusals in German', () => {
  it('are those of the catalogue, and none that it has not', () => {
    expect(Object.keys(de.refusals).toSorted()).toEqual(Object.keys(REFUSALS).toSorted())
  })

  it.each(Object.entries(de.refusals))('%s says all that the English says', (key, german) => {
    const original = Object.entries(REFUSALS).find(([each]) => each === key)?.[1]
    expect(spansOf(german.mend)).toEqual(spansOf(original?.mend ?? ''))
    expect(german.mend).toMatch(/[.]$/)
    expect(german.description).not.toBe(original?.description)
  })

  it('say each thing once', () => {
    const descriptions = Object.values(de.refusals).map(({ description }) => description)
    expect(new Set(descriptions).size).toBe(descriptions.length)
  })
})
