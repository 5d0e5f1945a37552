/** What the admin API can do with a person's passkeys and second factors, for its description. */
import { gives, nothing, type Operation } from './operation.ts'

const PASSKEYS = '/sso/v1/users/{sub}/passkeys'
const SECOND_FACTORS = '/sso/v1/users/{sub}/second-factors'

export const FACTOR_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: PASSKEYS,
    operationId: 'listUserPasskeys',
    summary: 'List the passkeys of a person',
    answers: gives('PasskeyPage'),
  },
  {
    method: 'delete',
    path: PASSKEYS,
    operationId: 'removeUserPasskeys',
    summary: "Remove all passkeys of a person; ends the person's sessions and grants",
    answers: gives('EndedCount'),
  },
  {
    method: 'delete',
    path: `${PASSKEYS}/{id}`,
    operationId: 'removeUserPasskey',
    summary: "Remove one passkey; ends the person's sessions and grants",
    answers: nothing,
  },
  {
    method: 'get',
    path: SECOND_FACTORS,
    operationId: 'getUserSecondFactors',
    summary: 'Read which second factors a person has',
    answers: gives('SecondFactors'),
  },
  {
    method: 'delete',
    path: SECOND_FACTORS,
    operationId: 'resetUserSecondFactors',
    summary: "Take a person's authenticator app and recovery codes away; ends sessions and grants",
    answers: nothing,
  },
]
