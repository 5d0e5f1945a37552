/** Sentences of the catalogue, with what the page puts into them. */
import type { Child } from 'hono/jsx'

const SLOT = /\{(\w+)\}/

/** A text whose `{slots}` are filled with elements: names stay apart from the sentence around them. */
export const Phrase = ({ text, slots }: { text: string; slots: Record<string, Child> }) => (
  <>{text.split(SLOT).map((part, index) => (index % 2 === 0 ? part : slots[part]))}</>
)

/** The same where only text can stand, such as a title. */
export const fill = (text: string, slots: Record<string, string>): string =>
  text
    .split(SLOT)
    .map((part, index) => (index % 2 === 0 ? part : slots[part]))
    .join('')

/** A text for developers, in which `backticks` set wire words apart. */
export const CodeSpans = ({ text }: { text: string }) => (
  <>{text.split('`').map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</>
)
