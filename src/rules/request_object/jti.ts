import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

const LONGEST_JTI = 256

/** A `jti`, where there is one, is a string that can be remembered (RFC 7519 §4.1.7). */
export const checkJti: RequestObjectRule = ({ claims: { jti } }) => {
  const isUsable = typeof jti === 'string' && jti.length > 0 && jti.length <= LONGEST_JTI
  return jti === undefined || isUsable ? holds : refuse('request_object_jti')
}

/** Where each request works once, it must say which one it is. */
export const checkJtiThere: RequestObjectRule = ({ claims: { jti } }) =>
  jti === undefined ? refuse('request_object_jti') : holds
