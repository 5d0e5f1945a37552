/** From what the floors below refuse to what is answered: the one bridge of the admin API. */
import { unreachable, type Result } from '../../kernel/result.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import type { SettingsFault } from '../../rules/tenant_settings.ts'
import { Problem } from '../problem.ts'

export type AdminRefusal =
  | MetadataRefusal
  | SettingsFault
  | { field: 'scopes'; detail: string }
  | 'unknown'
  | 'changed'
  | 'taken'
  | 'malformed_email'
  | 'no_secret'
  | 'unreachable'
  | 'no_mail'

/** The value of a success. @throws Problem for a refusal */
export function valueOf<T>(result: Result<T, AdminRefusal>): T {
  if (result.ok) return result.value
  throw problemOf(result.reason)
}

export const notFound = () =>
  new Problem(404, { error: 'not_found', detail: 'there is nothing at this address' })

export function problemOf(reason: AdminRefusal): Problem {
  if (typeof reason === 'object') return new Problem(400, { error: 'invalid_request', ...reason })
  switch (reason) {
    case 'unknown':
      return notFound()
    case 'changed':
      return new Problem(412, {
        error: 'precondition_failed',
        detail:
          'it has changed since it was read: read it again, then send the change with its ETag',
      })
    case 'taken':
      return new Problem(409, {
        error: 'conflict',
        field: 'email',
        detail: 'is the address of another person',
      })
    case 'malformed_email':
      return new Problem(400, {
        error: 'invalid_request',
        field: 'email',
        detail: 'must be a plain e-mail address, such as ada@example.com',
      })
    case 'no_secret':
      return new Problem(400, {
        error: 'invalid_request',
        detail: 'this client neither authenticates nor signs with a secret',
      })
    case 'unreachable':
      return new Problem(409, {
        error: 'conflict',
        detail: 'this person is disabled or has no e-mail address',
      })
    case 'no_mail':
      return new Problem(409, {
        error: 'conflict',
        detail: 'no mail is sent here: MAIL is not set',
      })
    default:
      return unreachable(reason)
  }
}
