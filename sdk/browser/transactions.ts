/** What a sign-in must find again when the browser comes back: kept in its own tab, and taken once. */
import type { Transaction } from '../sign_in.ts'

/** As much of `sessionStorage` as it takes. */
export interface TabStorage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

export interface Transactions {
  keep(transaction: Transaction): void
  /** Undefined where this tab has begun none. */
  take(): Transaction | undefined
}

export function transactionsIn(storage: TabStorage, clientId: string): Transactions {
  const name = `amphora.sign_in.${clientId}`
  return {
    keep: (transaction) => storage.setItem(name, JSON.stringify(transaction)),
    take() {
      const kept = storage.getItem(name)
      storage.removeItem(name)
      return kept === null ? undefined : (JSON.parse(kept) as Transaction)
    },
  }
}
