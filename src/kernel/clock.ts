/** The only reader of the system's clock. All instants are whole seconds since 1970 (a NumericDate, RFC 7519 §2). */
export type Seconds = number

export const nowSeconds = (): Seconds => Math.floor(Date.now() / 1000)

/** Milliseconds since 1970, for what must be ordered within a second (log lines, rows by age). */
export const nowMilliseconds = (): number => Date.now()

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** ISO 8601 in UTC with whole seconds, the form that the admin API answers: `2026-01-31T12:00:00Z`. */
export const isoTime = (at: Seconds): string => new Date(at * 1000).toISOString().slice(0, 19) + 'Z'
