/** docs/errors.md, from the catalogue of refusals. */
import { ACCESS_REFUSALS } from '../../src/rules/refusals/access.ts'
import { AUTHORIZATION_REFUSALS } from '../../src/rules/refusals/authorization.ts'
import { CLIENT_REFUSALS } from '../../src/rules/refusals/client.ts'
import { DEVICE_REFUSALS } from '../../src/rules/refusals/device.ts'
import { DPOP_REFUSALS } from '../../src/rules/refusals/dpop.ts'
import { PARAMETER_REFUSALS } from '../../src/rules/refusals/parameters.ts'
import { REGISTRATION_REFUSALS } from '../../src/rules/refusals/registration.ts'
import { REQUEST_OBJECT_REFUSALS } from '../../src/rules/refusals/request_object.ts'
import type { RefusalText } from '../../src/rules/refusals/text.ts'
import { TOKEN_REFUSALS } from '../../src/rules/refusals/token.ts'

const CHAPTERS: [title: string, refusals: Record<string, RefusalText>][] = [
  ['Signed requests', REQUEST_OBJECT_REFUSALS],
  ['Parameters of a request', PARAMETER_REFUSALS],
  ['Signing in and out', AUTHORIZATION_REFUSALS],
  ['Client authentication', CLIENT_REFUSALS],
  ['Tokens', TOKEN_REFUSALS],
  ['Devices', DEVICE_REFUSALS],
  ['What an access token opens', ACCESS_REFUSALS],
  ['Proofs of a key (DPoP)', DPOP_REFUSALS],
  ['Clients that register themselves', REGISTRATION_REFUSALS],
]

const INTRODUCTION = `# Errors

Every refusal has a key that never changes. Pages print it, JSON answers carry it at the end of \`error_uri\`, and the log
names it beside the request id. This page lists all of them: the standard's \`error\`, what was wrong, how to mend it, and
whether the very same request may succeed later. A running Amphora shows the same list at \`/errors\`, in the language of
the browser.

<!-- Written by \`npm run docs\` from src/rules/refusals/. Do not edit. -->
`

const section = ([key, { error, description, mend, retryable }]: [string, RefusalText]): string =>
  [
    `### ${key}`,
    `\`${error}\`: ${description}.`,
    mend,
    `Worth trying again as it is: ${retryable ? 'yes' : 'no'}.`,
  ].join('\n\n')

/** @returns the whole page, as it must stand in the repository */
export const errorsPage = (): string => {
  const chapters = CHAPTERS.map(([title, refusals]) =>
    [`## ${title}`, ...Object.entries(refusals).map(section)].join('\n\n'),
  )
  return `${[INTRODUCTION.trimEnd(), ...chapters].join('\n\n')}\n`
}
