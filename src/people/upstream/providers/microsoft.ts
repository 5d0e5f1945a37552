/** Microsoft: work and school accounts of one directory or of all, and personal ones. */
import type { Provider } from './provider.ts'
import { profileOf, readEmail, standardClaims } from './read_claims.ts'

export const microsoft: Provider = {
  name: 'Microsoft',
  issuer: 'https://login.microsoftonline.com/common/v2.0',
  isHosted: true,
  scopes: ['openid', 'profile', 'email'],
  authentication: 'client_secret_post',
  again: { prompt: 'login' },
  /**
   * `email` is whatever the administrator of somebody's directory has written there, of any domain (nOAuth). Only
   * `xms_edov` says that the domain is the directory's own; it may come as a number.
   */
  profile({ claims }) {
    const isOwnDomain = claims['xms_edov'] === true || claims['xms_edov'] === 1
    const email = readEmail(claims['email'], isOwnDomain, isOwnDomain)
    return profileOf(claims['sub'], standardClaims(claims), email)
  },
}

/** In the metadata of an issuer for many directories; each ID token names its own. */
export const DIRECTORY = '{tenantid}'

/** A directory, as `tid` names it. */
export const isDirectoryId = (tid: unknown): tid is string =>
  typeof tid === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tid)
