/** A list, a page at a time. */
export interface Page<T> {
  items: T[]
  /** What the next page begins after, or null at the end; sealed into a cursor before it leaves us. */
  next: string | null
}

export interface PageRequest {
  limit: number
  after: string | null
  /** Matches the beginning of the name or the whole id. */
  q?: string
}
