/** The door for refusals outside OAuth: Problem Details (RFC 9457). Made here and nowhere else. */
import type { ProblemDetails } from '../spec/admin/problem.ts'
import { createLog, type Log } from '../stores/log.ts'
import { noteFailure } from './failure.ts'

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

export type ProblemStatus = keyof typeof TITLES

export interface ProblemFacts {
  /** The standard's error code where one exists. */
  error: string
  /** One sentence, without anything secret. */
  detail: string
  field?: string
  headers?: Record<string, string>
}

/** Thrown by handlers of this floor, and answered by `problemResponse` in the routes' one `onError`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: ProblemStatus
  readonly facts: ProblemFacts

  constructor(status: ProblemStatus, facts: ProblemFacts) {
    super(facts.error)
    this.status = status
    this.facts = facts
  }
}

/** The answer: never stored by anyone, and with the id under which our log tells more. */
export function problemResponse({ status, facts }: Problem, requestId: string): Response {
  const body: ProblemDetails = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    detail: facts.detail,
    error: facts.error,
    ...(facts.field !== undefined && { field: facts.field }),
    request_id: requestId,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...facts.headers,
    },
  })
}

/** What is answered for anything that was thrown: a bug says nothing of itself but to the log. */
export function problemOfFailure(error: Error, log: Log): Problem {
  if (error instanceof Problem) return error
  return noteFailure(error, log) === 'try_again'
    ? new Problem(503, {
        error: 'temporarily_unavailable',
        detail: 'part of the service does not answer: try again',
        headers: { 'Retry-After': '1' },
      })
    : new Problem(500, { error: 'server_error', detail: 'something went wrong here' })
}

/** What is answered before there is a world to answer from: a binding is missing, and the log says which. */
export function notConfigured({ name, message }: Error): Response {
  createLog('', false).event('not_configured', { name, message })
  const facts = {
    error: 'server_error',
    detail: 'this provider is not set up: its log says what is missing',
  }
  return problemResponse(new Problem(500, facts), '')
}
