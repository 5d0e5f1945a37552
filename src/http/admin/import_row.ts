/** A line of an import as a row, and what became of a row as a line. */
import * as v from 'valibot'
import { parseJsonObject } from '../../kernel/json.ts'
import type { LineFault } from '../../kernel/lines.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Imported, ImportRefusal } from '../../people/imports/import_person.ts'
import { importRow, type ImportLine, type ImportRow } from '../../spec/admin/import.ts'
import type { ProblemFacts } from '../problem.ts'
import { issueDetail, issueField } from './issues.ts'
import { problemOf } from './refusals.ts'

/** What is wrong with a line, in the words of every other refusal. */
type Fault = Pick<ProblemFacts, 'error' | 'field' | 'detail'>

const invalid = (detail: string, field?: string): Fault => ({
  error: 'invalid_request',
  ...(field && { field }),
  detail,
})

/** Empty lines are none: a file may end in some. */
export function readRow(line: Result<string, LineFault>): Result<ImportRow, Fault> | 'empty' {
  if (!line.ok) return err(invalid(LINE_FAULTS[line.reason]))
  const text = line.value.trim()
  if (text === '') return 'empty'
  const object = parseJsonObject(text)
  if (!object) return err(invalid('the line must be a JSON object'))
  const row = v.safeParse(importRow, object)
  if (row.success) return ok(row.output)
  const [issue] = row.issues
  return err(invalid(issueDetail(issue), issueField(issue)))
}

const LINE_FAULTS: Record<LineFault, string> = {
  too_long: 'the line is too long',
  not_text: 'the line is not UTF-8',
}

export function outcomeLine(
  line: number,
  outcome: Result<Imported, ImportRefusal | Fault>,
): Extract<ImportLine, { line: number }> {
  if (!outcome.ok) return { line, result: 'refused', ...faultOf(outcome.reason) }
  const { person, isNew } = outcome.value
  return { line, result: isNew ? 'created' : 'unchanged', sub: person.sub }
}

function faultOf(reason: ImportRefusal | Fault): Fault {
  if (typeof reason === 'object')
    return 'error' in reason ? reason : invalid(reason.detail, reason.field)
  switch (reason) {
    case 'sub_taken':
      return {
        error: 'conflict',
        field: 'sub',
        detail: 'is of a person who was not imported by this very line',
      }
    case 'sub_erased':
      return {
        error: 'conflict',
        field: 'sub',
        detail: 'was of a person who was erased, and is never issued again',
      }
    case 'identity_taken':
      return { error: 'conflict', field: 'identities', detail: "open somebody else's account" }
    case 'nobody':
      return invalid('is required where there is neither a sub nor an identity', 'email')
    default:
      return problemOf(reason).facts
  }
}
