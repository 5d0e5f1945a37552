/** The name that a person is found and listed by: their address, or the sub of somebody who has none. */
import { nameOfEmail, type Name } from './names.ts'
import type { Person } from './person.ts'

type Listed = Pick<Person, 'sub' | 'claims'>

export function listedName({ sub, claims }: Listed): Name {
  const name = nameOfEmail(claims.email)
  return name === undefined ? { kind: 'sub', name: sub } : { kind: 'email', name }
}

export const isSameName = (one: Name, other: Name): boolean =>
  one.kind === other.kind && one.name === other.name

/** What is to be let go after a change. */
export function namesGone(before: Listed, after: Listed): Name[] {
  const gone = listedName(before)
  return isSameName(gone, listedName(after)) ? [] : [gone]
}
