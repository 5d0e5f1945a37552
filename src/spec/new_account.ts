/** What somebody says who makes an account, read from the fields of a form. */
import type { Parameters } from '../kernel/form.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isDisplayText } from './display_text.ts'

export interface NewAccountFields {
  name: string | undefined
  password: string
  acceptsTerms: boolean
}

/** `name`: it is none that others could be shown. Whether the password will do is for the rules to say. */
export function readNewAccount(fields: Parameters): Result<NewAccountFields, 'name'> {
  const name = fields.get('name')?.trim() || undefined
  if (name !== undefined && !isDisplayText(name)) return err('name')
  const acceptsTerms = fields.get('terms') === 'accepted'
  return ok({ name, password: fields.get('password') ?? '', acceptsTerms })
}
