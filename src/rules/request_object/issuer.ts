import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** "the iss claim value should be set to the client_id" (RFC 9101 §4); here it must. */
export const checkIssuer: RequestObjectRule = ({ claims, client }) =>
  claims['iss'] === client.client_id ? holds : refuse('request_object_issuer')
