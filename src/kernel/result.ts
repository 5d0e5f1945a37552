/**
 * Expected outcomes as values. A refusal is data with a tagged reason, never an exception: it crosses
 * Durable Object RPC unharmed, and a `switch` over the reason fails to compile when one is added.
 */
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Err<R> = { readonly ok: false; readonly reason: R }
export type Result<T, R> = Ok<T> | Err<R>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const err = <R>(reason: R): Err<R> => ({ ok: false, reason })

/** Makes a `switch` exhaustive: the compiler refuses a case that reaches it. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
