/** The app's own token: what its page shows to its backend. The provider has no part in it. */
import type { UserInfo } from 'amphora-idp/client'
import { errors, jwtVerify, SignJWT } from 'jose'

export interface Person {
  sub: string
  name: string | undefined
}

export interface AppTokens {
  /** @returns a JWT, good for a quarter of an hour */
  issue: (user: UserInfo) => Promise<string>
  /** @param authorization the header's value; undefined comes back where it holds no token of ours */
  verify: (authorization: string | undefined) => Promise<Person | undefined>
}

export function createAppTokens(origin: string): AppTokens {
  // A restart of this demo ends all of them; an app of yours has a key that stays.
  const key = crypto.getRandomValues(new Uint8Array(32))
  const audience = `${origin}/api`
  return {
    issue: ({ sub, name }) =>
      new SignJWT({ name })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(origin)
        .setAudience(audience)
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime('15 minutes')
        .sign(key),
    async verify(authorization = '') {
      const token = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''
      try {
        const { payload } = await jwtVerify<{ sub: string; name?: string }>(token, key, {
          algorithms: ['HS256'],
          issuer: origin,
          audience,
          requiredClaims: ['sub', 'exp'],
        })
        return { sub: payload.sub, name: payload.name }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
