/** The parameters in the address of a request, each once. */
import { readParameters, type Parameters } from '../../kernel/form.ts'
import type { Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { BrowserContext } from './world.ts'

export function readQuery(c: BrowserContext): Result<Parameters, Refusal> {
  const parameters = readParameters(new URL(c.req.url).search)
  return parameters.ok ? parameters : refuse('parameter_repeated')
}
