/** What the admin API can do with a person's passkeys, for its description. */
import { gives, nothing, type Operation } from './operation.ts'

const PASSKEYS = '/sso/v1/users/{sub}/passkeys'

export const PASSKEY_OPERATIONS: Operation[] = [
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
]
