/** One table of fields, three bodies: what a creation may leave out, a patch may leave out or null, an answer has. */
import * as v from 'valibot'

type Entries = Readonly<Record<string, v.GenericSchema>>

export type Omissible<E extends Entries> = {
  [Name in keyof E]: v.ExactOptionalSchema<E[Name], undefined>
}

export type Erasable<E extends Entries> = {
  [Name in keyof E]: v.ExactOptionalSchema<v.NullableSchema<E[Name], undefined>, undefined>
}

const mapped = (entries: Entries, change: (schema: v.GenericSchema) => v.GenericSchema): unknown =>
  Object.fromEntries(Object.entries(entries).map(([name, schema]) => [name, change(schema)]))

/** Every field may be left out. */
export const omissible = <E extends Entries>(entries: E): Omissible<E> =>
  mapped(entries, (schema) => v.exactOptional(schema)) as Omissible<E>

/** Every field may be left out, or be null to be removed or set back to its default (RFC 7396 §1). */
export const erasable = <E extends Entries>(entries: E): Erasable<E> =>
  mapped(entries, (schema) => v.exactOptional(v.nullable(schema))) as Erasable<E>
