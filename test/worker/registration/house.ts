/** Registration as a client meets it: over HTTP, at an endpoint that it found in discovery. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { admin } from '../admin/house.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'

export const REGISTER = `${ISSUER}/oauth/register`
export const MINIMAL = { redirect_uris: [REDIRECT_URI] }

type Body = Record<string, unknown>

export interface Answer {
  status: number
  headers: Headers
  body: Body
}

/** Sends metadata, with a token if one is given. */
export async function send(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  { token, body }: { token?: string; body?: unknown } = {},
): Promise<Answer> {
  const response = await exports.default.fetch(url, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  const parsed = text === '' ? {} : (JSON.parse(text) as Body)
  return { status: response.status, headers: response.headers, body: parsed }
}

export const register = (body: unknown, token?: string): Promise<Answer> =>
  send('POST', REGISTER, { body, ...(token !== undefined && { token }) })

/** A client that has registered itself, and what it needs to manage itself. */
export interface Registered {
  clientId: string
  uri: string
  token: string
  body: Body
}

export async function registered(changes: Body = {}, leave?: string): Promise<Registered> {
  const { status, body } = await register({ ...MINIMAL, ...changes }, leave)
  expect(status, JSON.stringify(body)).toBe(201)
  return {
    clientId: String(body['client_id']),
    uri: String(body['registration_client_uri']),
    token: String(body['registration_access_token']),
    body,
  }
}

/** An initial access token as an operator makes it. */
export async function leave(changes: Body = {}): Promise<{ id: string; token: string }> {
  const { status, body } = await admin('POST', '/oauth/initial-access-tokens', changes)
  expect(status, JSON.stringify(body)).toBe(201)
  return { id: String(body['id']), token: String(body['initial_access_token']) }
}

export const openRegistration = (changes: Body = {}) =>
  admin('PATCH', '/tenant', { registration: 'open', open_registrations_per_hour: 1000, ...changes })
