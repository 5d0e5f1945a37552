/** What a person may call a passkey. */
import * as v from 'valibot'
import { displayText } from './admin/values.ts'

const passkeyName = v.pipe(displayText, v.maxLength(60))

export const isPasskeyName = (text: string): boolean => v.is(passkeyName, text)
