/** What a schema says is wrong, in our words: told apart by type and path, never by the library's message. */
import type * as v from 'valibot'

type Issue = v.BaseIssue<unknown>

const LONGEST_FIELD = 200

/** The path of the field: `address.country`, `redirect_uris.0`; empty for the body itself. */
export const issueField = (issue: Issue): string =>
  (issue.path ?? [])
    .map((item) => String(item.key))
    .join('.')
    .slice(0, LONGEST_FIELD)

/** A sentence that goes on from the field's name. */
export function issueDetail(issue: Issue): string {
  switch (issue.type) {
    case 'strict_object':
      return memberDetail(issue)
    case 'string':
      return 'must be a string'
    case 'boolean':
      return 'must be true or false'
    case 'number':
    case 'integer':
      return 'must be a whole number'
    case 'array':
      return 'must be a list'
    case 'loose_object':
    case 'record':
      return 'must be an object'
    case 'picklist':
      return `must be one of ${issue.expected ?? 'the values that are allowed'}`
    case 'min_length':
      return `must have at least ${String(issue.requirement)} characters or entries`
    case 'max_length':
      return `must have at most ${String(issue.requirement)} characters or entries`
    case 'min_value':
      return `must be at least ${String(issue.requirement)}`
    case 'max_value':
      return `must be at most ${String(issue.requirement)}`
    case 'regex':
    case 'check':
      return 'has a form or characters that are not allowed'
    default:
      return 'is not what is expected here'
  }
}

function memberDetail(issue: Issue): string {
  if (issue.expected === 'never') return 'is not a field of this request'
  const isMissing = issue.path?.at(-1)?.origin === 'key'
  return isMissing ? 'is required' : 'must be an object'
}
