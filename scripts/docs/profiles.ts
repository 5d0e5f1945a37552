/** docs/profiles.md: the matrices of the rules, as they stand in the code. */
import { format } from 'prettier'
import { DOOR_RULES, PARAMETER_RULES, REQUEST_OBJECT_RULES } from '../../src/rules/matrix.ts'
import { PROFILE_DEFAULTS, PROFILE_RULES } from '../../src/rules/profiles.ts'
import { PROFILES, REQUEST_OBJECT_PROFILES } from '../../src/spec/client_metadata.ts'

const INTRODUCTION = `# Profiles

A client is registered in a profile, by its own \`profile\` or the tenant's \`default_profile\`. A profile fills in what the
client leaves out, and refuses what it forbids, at registration and at every change. So a client of \`fapi2-security\` cannot
become a weaker one by one field that somebody edits. To put a client into another profile, send \`profile\` alone: what the
new profile has an opinion on is filled in anew.

- \`oidc\`: what OpenID Connect Core and its certification allow.
- \`oauth2.1\`: the code flow alone, always with PKCE.
- \`fapi2-security\`: [FAPI 2.0 Security Profile](https://openid.net/specs/fapi-security-profile-2_0-final.html).
- \`fapi2-message-signing\`: the same, and every request is signed: [FAPI 2.0 Message Signing](https://openid.net/specs/fapi-message-signing-2_0.html).

Whether requests must be signed is, in every profile, first of all the tenant's \`signed_requests\`.

<!-- Written by \`npm run docs\` from src/rules/. Do not edit. -->
`

const WORDS: Record<string, string> = {
  checkSigned: 'signed, where tenant or client demand it',
  checkPushed: 'pushed, where the client demands it',
  checkFrontChannel: 'tokens with the response are allowed by the tenant, where they are asked for',
  checkGrant: 'the response type and its grants are registered',
  checkPkce: 'PKCE, where the client must use it',
  checkPrompt: '`prompt=create` is supported by the tenant, where it is asked for',
  checkScope: 'every scope is one of the tenant’s that the client has registered',
  checkResource: 'every `resource` is an API that one of the scopes is for',
  checkEmbeddedKey: 'what is signed with a key of its own names no other in `dpop_jkt`',
  checkFrontIdToken: 'an ID token with the response has a `nonce`, and `openid` is asked for',
  checkAcr: 'an `acr` that is demanded can be reached',
  checkTyp: '`typ` is `oauth-authz-req+jwt`, `JWT` or absent',
  checkNesting: 'no `request` or `request_uri` inside',
  checkIssuer: '`iss` is the client',
  checkClientId: '`client_id` inside and outside are the same',
  checkSubject: '`sub`, where it is there, is not the client',
  checkAudience: '`aud` is, or contains, the issuer',
  checkTimes: '`exp`, `nbf` and `iat`, where they are there, are numbers and hold now',
  checkExpiry: '`exp` is there',
  checkLifetime: 'at most `request_object_max_age` from `iat` or `nbf` to `exp`',
  checkFapiWindow: '`nbf` is there and at most 60 minutes old, `exp` at most 60 minutes after it',
  checkJti: '`jti`, where it is there, is a text of bearable length',
  checkJtiThere: '`jti` is there',
}

/** @throws for a rule that has no words here */
function wordsOf({ name }: { name: string }): string {
  const words = WORDS[name]
  if (words === undefined) throw new Error(`${name} has no words in scripts/docs/profiles.ts`)
  return words
}

interface Row {
  head: string
  marks: Record<string, boolean>
}

const table = (title: string, columns: readonly string[], rows: readonly Row[]): string =>
  [
    `| ${[title, ...columns].join(' | ')} |`,
    `| ${['---', ...columns.map(() => ':-:')].join(' | ')} |`,
    ...rows.map(
      ({ head, marks }) =>
        `| ${[head, ...columns.map((name) => (marks[name] ? '●' : ''))].join(' | ')} |`,
    ),
  ].join('\n')

const profileRules = () =>
  table(
    'a client’s',
    PROFILES,
    PROFILE_RULES.map(({ field, must, source, in: marks }) => ({
      head: `\`${field}\` ${must} (${source})`,
      marks,
    })),
  )

const defaults = () =>
  Object.entries(PROFILE_DEFAULTS)
    .filter(([, fields]) => Object.keys(fields).length > 0)
    .map(([profile, fields]) => `- \`${profile}\`: ${inWords(fields)}`)
    .join('\n')

const inWords = (fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => `\`${name}\` ${String(value)}`)
    .join(', ')

const ROADS = ['plain', 'by_value', 'pushed_plain', 'pushed_by_value']

const requestRules = () =>
  table(
    'a request is',
    ROADS,
    [...DOOR_RULES, ...PARAMETER_RULES].map(({ rule, on: marks }) => ({
      head: wordsOf(rule),
      marks,
    })),
  )

const requestObjectRules = () =>
  table(
    'a request object',
    REQUEST_OBJECT_PROFILES,
    REQUEST_OBJECT_RULES.map(({ rule, in: marks }) => ({ head: wordsOf(rule), marks })),
  )

/** @returns the whole page, as it must stand in the repository */
export const profilesPage = (): Promise<string> =>
  format(
    [
      INTRODUCTION.trimEnd(),
      '## What a profile refuses',
      profileRules(),
      'Codes of the FAPI profiles live 60 seconds at most, whatever the tenant’s setting.',
      '## What a profile fills in',
      defaults(),
      '## What every request must be',
      'By the road that it comes: plain or signed, through the browser or pushed.',
      requestRules(),
      '## What a signed request must be',
      'By the client’s `request_object_profile`. The signature is verified before, with the registered key and algorithm alone.',
      requestObjectRules(),
    ].join('\n\n'),
    { parser: 'markdown', printWidth: 100 },
  )
