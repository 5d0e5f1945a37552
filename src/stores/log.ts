/** Structured logs: one JSON line per event, values clipped, control characters escaped by JSON itself. Never a secret. */
export type LogValue =
  string | number | boolean | null | undefined | LogValue[] | { [key: string]: LogValue }

export interface Log {
  /** Always written. */
  event(name: string, fields?: Record<string, LogValue>): void
  /** Written with DEBUG=1 only. */
  debug(name: string, fields?: Record<string, LogValue>): void
}

const LONGEST_VALUE = 300

export function createLog(requestId: string, debug: boolean): Log {
  const write = (event: string, fields: Record<string, LogValue> = {}): void => {
    console.log(JSON.stringify({ event, request_id: requestId, ...fields }, clip))
  }
  return { event: write, debug: debug ? write : () => {} }
}

function clip(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > LONGEST_VALUE
    ? `${value.slice(0, LONGEST_VALUE)}…`
    : value
}
