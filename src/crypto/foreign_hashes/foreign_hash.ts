/** How other systems hash passwords: what there is to know of one scheme, in one place. */

/** A hash that was read, and whose cost we are ready to pay. */
export interface ForeignHash {
  /** Whether this is the password that was hashed, in the very characters that it was typed in. */
  verify(password: string): boolean | Promise<boolean>
}

export interface ForeignScheme {
  /** What stands between the first two dollar signs of its hashes. */
  names: readonly string[]
  /** What is taken of it, for whoever brings something else. */
  takes: string
  /** Undefined for what is no hash of this scheme, or one that would cost too much. */
  read(text: string): ForeignHash | undefined
}
