/** Who may make an account, and what they accept by it. */
import type { EditableSettings } from '../domain/settings.ts'

/** @param hasMail without it nobody could show that an address is theirs, so nobody may */
export const signUpMode = (
  { sign_up }: Pick<EditableSettings, 'sign_up'>,
  hasMail: boolean,
): EditableSettings['sign_up'] => (hasMail ? sign_up : 'off')

export interface Terms {
  uri: string
  version: string
}

/** The terms that are to be accepted; undefined where there are none. */
export const termsToAccept = ({
  terms_version: version,
  branding: { links },
}: Pick<EditableSettings, 'terms_version' | 'branding'>): Terms | undefined =>
  version === '' || links?.terms_uri === undefined ? undefined : { uri: links.terms_uri, version }
