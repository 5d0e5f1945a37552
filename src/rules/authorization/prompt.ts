import { refuse } from '../refusals.ts'
import { signUpMode } from '../sign_up.ts'
import { holds, type Asking, type Rule } from './rule.ts'

/**
 * "If the OpenID Provider receives a prompt value that it does not support (not declared in the prompt_values_supported
 * metadata field) the OP SHOULD respond with … an error value of invalid_request" (Initiating User Registration via OpenID
 * Connect 1.0 §4.1.1).
 */
export const checkPrompt: Rule<
  Asking & { hasMail: boolean; parameters: { prompt: readonly string[] } }
> = ({ settings, hasMail, parameters }) =>
  parameters.prompt.includes('create') && signUpMode(settings, hasMail) !== 'open'
    ? refuse('prompt_create_unsupported')
    : holds
