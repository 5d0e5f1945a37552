/**
 * Our identifiers. Each is a branded string with a prefix of its own, so that the type checker, a reader of
 * logs and a secret scanner all see what it is.
 */
import { base64url } from './encoding.ts'
import { randomToken } from './random.ts'

declare const brand: unique symbol
export type Branded<Name extends string> = string & { readonly [brand]: Name }

export type TenantId = Branded<'tenant'>
/** `client_…`, made by us; a short tag at its end proves that (see `crypto/client_id.ts`). */
export type ClientId = Branded<'client'>
/** `secret_…`, shown once. Its UTF-8 bytes, all of them, are the HMAC key of HS256. */
export type ClientSecret = Branded<'secret'>
/** The subject: random, or brought along by an import; never issued twice, never reused. */
export type Sub = Branded<'sub'>
export type SessionId = Branded<'session'>
export type GrantId = Branded<'grant'>
export type CodeId = Branded<'code'>
export type TokenId = Branded<'token'>
/** Drawn once per HTTP request: a deciding call that is retried with it gets the same answer. */
export type AttemptId = Branded<'attempt'>

/** The first release has one tenant; every storage key carries it all the same. */
export const MAIN_TENANT = 'main' as TenantId

export const newSub = (): Sub => randomToken() as Sub
/** One that is always the same for the same digest, in the form of those that are random. */
export const subOfDigest = (digest: Uint8Array): Sub => base64url(digest.subarray(0, 16)) as Sub
export const newSessionId = (): SessionId => randomToken() as SessionId
export const newGrantId = (): GrantId => randomToken() as GrantId
export const newCodeId = (): CodeId => randomToken() as CodeId
export const newTokenId = (): TokenId => randomToken() as TokenId
export const newAttemptId = (): AttemptId => randomToken() as AttemptId
/** 43 characters from 32 random bytes behind the prefix: 256 bits for HS256 (RFC 7518 §3.2). */
export const newClientSecret = (): ClientSecret => `secret_${randomToken(32)}` as ClientSecret
