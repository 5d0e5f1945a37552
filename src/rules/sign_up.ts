/** Who may make an account, and what they accept by it. */
import type { EditableSettings } from '../domain/settings.ts'

/** @param hasMail without it nobody could show that an address is theirs, so nobody may */
export const signUpMode = (
  { sign_up }: Pick<EditableSettings, 'sign_up'>,
  hasMail: boolean,
): EditableSettings['sign_up'] => (hasMail ? sign_up : 'off')

/** The terms that are to be accepted; undefined where there are none. */
export const termsToAccept = ({
  terms_uri: uri,
  terms_version: version,
}: Pick<EditableSettings, 'terms_uri' | 'terms_version'>):
  { uri: string; version: string } | undefined => (uri === '' ? undefined : { uri, version })
