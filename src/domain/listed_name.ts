/** The name that a person is found and listed by: their address, or the sub of somebody who has none. */
import type { Sub } from '../kernel/ids.ts'
import { nameOfEmail, type Name } from './names.ts'
import type { Person } from './person.ts'

type Listed = Pick<Person, 'sub' | 'claims'>

export const listedName = ({ sub, claims }: Listed): Name => listedBy(sub, claims.email)

export function listedBy(sub: Sub, email: string | undefined): Name {
  const name = nameOfEmail(email)
  return name === undefined ? { kind: 'sub', name: sub } : { kind: 'email', name }
}

export const isSameName = (one: Name, other: Name): boolean =>
  one.kind === other.kind && one.name === other.name

/** What is to be let go after a change. */
export function namesGone(before: Listed, after: Listed): Name[] {
  const gone = listedName(before)
  return isSameName(gone, listedName(after)) ? [] : [gone]
}
