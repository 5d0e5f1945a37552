import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/**
 * "If signed, the Authorization Request Object SHOULD contain the Claims iss (issuer) and aud (audience)" (RFC 9101
 * §4). Choice: it must, and the issuer of what a client signs is the client.
 */
export const checkIssuer: RequestObjectRule = ({ claims, client }) =>
  claims['iss'] === client.client_id ? holds : refuse('request_object_issuer')
