/** What a language must bring: every word of the pages, and a sentence for every refusal. */
import type { en } from './en.ts'

/** The same keys as in English, and in each text the same `{…}`: what is missing fails to compile. */
export type Messages = Translated<typeof en>

type Translated<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? Holding<Slots<Words[Key]>>
    : Translated<Words[Key]>
}
type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never
type Holding<Slot extends string> = [Slot] extends [never]
  ? string
  : ToIntersection<Slot extends string ? `${string}{${Slot}}${string}` : never>
type ToIntersection<Union> = (Union extends string ? (each: Union) => void : never) extends (
  each: infer All extends string,
) => void
  ? All
  : never

/** What a developer reads about a refusal. Wire words stay in backticks or as they are. */
export interface RefusalWords {
  description: string
  mend: string
}
