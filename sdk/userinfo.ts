/** What the provider tells about the person (OpenID Connect Core §5.3). */
import * as oauth from 'oauth4webapi'
import { AmphoraError, withAmphoraErrors } from './errors.ts'
import type { RelyingParty } from './relying_party.ts'

export type UserInfo = oauth.UserInfoResponse

/**
 * @param expectedSub `claims.sub` of the ID token that came with the access token
 * @throws AmphoraError `invalid_token`, or `subject_mismatch`
 */
export function fetchUserInfo(
  party: RelyingParty,
  accessToken: string,
  expectedSub: string,
): Promise<UserInfo> {
  return withAmphoraErrors(async () => {
    const metadata = await party.metadata()
    const response = await oauth.userInfoRequest(metadata, party.client, accessToken, party.http)
    const userInfo = await oauth.processUserInfoResponse(
      metadata,
      party.client,
      oauth.skipSubjectCheck,
      response,
    )
    // "The sub Claim in the UserInfo Response MUST be verified to exactly match the sub Claim in the ID Token" (§5.3.2)
    if (userInfo.sub !== expectedSub) {
      throw new AmphoraError('subject_mismatch', 'userinfo is about another person')
    }
    return userInfo
  })
}
