import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import mutations from '../../test/vectors/redirect-uri-mutations.json'
import { client } from '../../test/worker/support/reading_world.ts'
import { isRegisteredRedirectUri } from './redirect_uri.ts'

const web = client('web', { redirect_uris: [mutations.registered] })
const native = client('native', {
  application_type: 'native',
  redirect_uris: [mutations.loopback.registered],
})

describe('isRegisteredRedirectUri', () => {
  it.each(mutations.vectors)('$expect: $value (RFC 9700 §2.1)', ({ value, expect: wanted }) => {
    expect(isRegisteredRedirectUri(value, web)).toBe(wanted === 'accept')
  })

  it.each(mutations.loopback.vectors)(
    '$expect of a native client: $value (RFC 8252 §7.3)',
    ({ value, expect: wanted }) => {
      expect(isRegisteredRedirectUri(value, native)).toBe(wanted === 'accept')
    },
  )

  it('leaves no client of the web another port', () => {
    const local = client('local', { redirect_uris: ['http://127.0.0.1/cb'] })
    expect(isRegisteredRedirectUri('http://127.0.0.1:51004/cb', local)).toBe(false)
  })

  it('lets a URI with a query through as it is registered (OAuch CodePollution)', () => {
    const withQuery = client('web', { redirect_uris: ['https://rp.amphora.test/cb?x=1'] })
    expect(isRegisteredRedirectUri('https://rp.amphora.test/cb?x=1', withQuery)).toBe(true)
    expect(isRegisteredRedirectUri('https://rp.amphora.test/cb', withQuery)).toBe(false)
  })

  it('is exact: nothing but the registered text is registered', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), fc.webUrl(), (asked, registered) => {
        const record = client('web', { redirect_uris: [registered] })
        expect(isRegisteredRedirectUri(asked, record)).toBe(asked === registered)
        expect(isRegisteredRedirectUri(registered, record)).toBe(true)
      }),
    )
  })
})
