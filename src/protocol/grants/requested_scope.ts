/** The `scope` parameter of the token endpoint: "a list of space-delimited, case-sensitive strings" (RFC 6749 §3.3). */
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'

/** "MUST NOT include any scope not originally granted …, and if omitted is treated as equal to the scope originally granted" (§6). */
export function requestedScope(
  parameters: Parameters,
  most: readonly string[],
): Result<readonly string[], Refusal> {
  const asked = parameters.get('scope')?.split(' ')
  if (asked === undefined) return ok(most)
  return asked.every((scope) => most.includes(scope))
    ? ok([...new Set(asked)])
    : refuse('scope_exceeds_grant')
}
