import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** A request that never expires could be kept and opened for ever. */
export const checkExpiry: RequestObjectRule = ({ claims }) =>
  claims['exp'] === undefined ? refuse('request_object_exp_missing') : holds
