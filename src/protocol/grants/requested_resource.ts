/** The `resource` parameter of the token endpoint (RFC 8707 §2.2). */
import type { WantedResources } from '../../domain/resource_server.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { parseResource } from '../../spec/resource_parser.ts'

/** @returns undefined where none is asked for; whether what is was granted, is for the person's object to say */
export function requestedResource(
  issuer: string,
  parameters: Parameters,
): Result<WantedResources | undefined, Refusal> {
  const parsed = parseResource(parameters.get('resource'))
  if (!parsed.ok) return refuse(parsed.reason)
  const { resource } = parsed.value
  return ok(resource && { resource, otherwise: issuer })
}
