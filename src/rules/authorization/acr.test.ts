import { expect, it } from 'vitest'
import type { Demand } from '../../domain/demand.ts'
import type { JsonValue } from '../../kernel/json.ts'
import type { AskedParameters } from '../../spec/authorization_request.ts'
import { demandOfRequest } from './acr.ts'

interface Case {
  name: string
  acr_values?: string[]
  acr?: JsonValue
  scope?: string[]
  isRequired?: boolean
  expect: Demand
}

const API = ['read']

it.each<Case>([
  { name: 'nothing', expect: 'none' },
  { name: 'a client that requires two', isRequired: true, expect: 'required' },
  { name: 'a wish for 2', acr_values: ['2'], expect: 'wished' },
  { name: 'a wish for 2, or else 1', acr_values: ['2', '1'], expect: 'wished' },
  { name: 'a wish for 1 before 2', acr_values: ['1', '2'], expect: 'none' },
  { name: 'a wish for what there is not, or else 2', acr_values: ['9', '2'], expect: 'wished' },
  { name: 'a wish for what there is not', acr_values: ['9'], expect: 'none' },
  { name: '2 as a voluntary claim', acr: { value: '2' }, expect: 'wished' },
  { name: '2 as an essential claim', acr: { essential: true, value: '2' }, expect: 'required' },
  {
    name: '1, or else 2, as an essential claim',
    acr: { essential: true, values: ['1', '2'] },
    expect: 'none',
  },
  {
    name: '2, or else 1, as an essential claim',
    acr: { essential: true, values: ['2', '1'] },
    expect: 'wished',
  },
  { name: 'an essential claim of no value', acr: { essential: true }, expect: 'none' },
  {
    name: '1 as an essential claim, whatever is wished for',
    acr_values: ['2'],
    acr: { essential: true, value: '1' },
    expect: 'none',
  },
  { name: '2 for an API', acr_values: ['2'], scope: API, expect: 'required' },
  { name: '2, or else 1, for an API', acr_values: ['2', '1'], scope: API, expect: 'wished' },
])(
  'demands $expect: $name (OpenID Connect Core §5.5.1.1, RFC 9470 §5)',
  ({ acr_values, acr, scope = ['openid'], isRequired = false, ...given }) => {
    const parameters: AskedParameters = {
      scope,
      prompt: [],
      ui_locales: [],
      resource: [],
      ...(acr_values && { acr_values }),
      ...(acr !== undefined && { claims: { id_token: { acr }, userinfo: {} } }),
    }
    expect(demandOfRequest({ require_second_factor: isRequired }, parameters)).toBe(given.expect)
  },
)
