import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/**
 * "The client ID values in the client_id request parameter and in the Request Object client_id claim MUST be identical"
 * (RFC 9101 §5); the client was found by the one outside.
 */
export const checkClientId: RequestObjectRule = ({ claims, client }) =>
  claims['client_id'] === client.client_id ? holds : refuse('request_object_client_id')
