/** What a device is told when it asks (RFC 8628 §3.5), and that its code is used once, whatever runs at the same time. */
import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { USER_CODE_LETTERS } from '../../../src/domain/user_code.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { PendingRequests } from '../../../src/objects/pending_requests.ts'
import { User } from '../../../src/objects/user.ts'
import { Browser } from '../support/browser.ts'
import { approve, askCodes, DEVICE_CODE, poll, registerDeviceClient } from '../support/device.ts'
import { postAs, registerPerson, type TestClient } from '../support/relying_party.ts'
import { isGood, logOf, tokensOf } from '../support/signed_in.ts'

const ADA = 'ada@polling.amphora.test'
let client: TestClient
let other: TestClient
/** Ada is signed in here. */
let browser: Browser

beforeAll(async () => {
  client = await registerDeviceClient()
  other = await registerDeviceClient()
  await registerPerson(ADA)
  browser = new Browser()
  await approve(browser, (await askCodes(client)).userCode, ADA)
})

beforeEach(() => void vi.setSystemTime(Date.now()))
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const error = (name: string) => ({ status: 400, body: { error: name } })
const objectOf = (userCode: string) =>
  env.PENDING_REQUESTS.getByName(
    `${MAIN_TENANT}:-:${USER_CODE_LETTERS.indexOf(userCode.charAt(0))}`,
  )

/** Codes of a device whose person has said yes. */
async function approved(of = client) {
  const codes = await askCodes(of)
  await approve(browser, codes.userCode, ADA)
  return codes
}

describe('the interval', () => {
  it('is five seconds, and a poll on time is told that the person has not answered', async () => {
    const { deviceCode } = await askCodes(client)
    for (const seconds of [5, 5, 7]) {
      expect(await poll(client, deviceCode)).toMatchObject(error('authorization_pending'))
      pass(seconds)
    }
  })

  it('grows by five seconds with every poll that comes too fast, and stays so (catalogue 141)', async () => {
    const { deviceCode, userCode } = await askCodes(client)
    const told = async (after: number) => {
      pass(after)
      return (await poll(client, deviceCode)).body['error']
    }
    expect(await told(0)).toBe('authorization_pending')
    expect(await told(3)).toBe('slow_down')
    expect(await told(8)).toBe('slow_down')
    expect(await told(13)).toBe('slow_down')
    await evictDurableObject(objectOf(userCode))
    expect(await told(18)).toBe('slow_down')
    expect(await told(25)).toBe('authorization_pending')
    expect(await told(23)).toBe('slow_down')
  })

  it('does not keep a device from the tokens that are there', async () => {
    const { deviceCode, userCode } = await askCodes(client)
    await poll(client, deviceCode)
    await approve(browser, userCode, ADA)
    tokensOf(await poll(client, deviceCode))
  })
})

describe('a device code', () => {
  it('expires with its ten minutes, before and after the person has answered (catalogue 144)', async () => {
    const [{ deviceCode: waiting }, { deviceCode: answered }] = [
      await askCodes(client),
      await approved(),
    ]
    pass(599)
    expect(await poll(client, waiting)).toMatchObject(error('authorization_pending'))
    pass(1)
    expect(await poll(client, waiting)).toMatchObject(error('expired_token'))
    expect(await poll(client, answered)).toMatchObject(error('expired_token'))
  })

  it('of another client is refused, costs no object, and harms nobody', async () => {
    const { deviceCode } = await approved()
    await poll(other, 'made up')
    const requests = logOf('request')
    const answer = await poll(other, deviceCode)
    expect(answer).toMatchObject(error('invalid_grant'))
    expect(requests().at(-1)).toMatchObject({ object_calls: 0 })
    tokensOf(await poll(client, deviceCode))
  })

  it.each([
    { name: 'made up', given: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS' },
    { name: 'none of base64url', given: 'WDJB MJHT' },
  ])('that is $name is refused and costs no object', async ({ given }) => {
    const requests = logOf('request')
    expect(await poll(client, given)).toMatchObject(error('invalid_grant'))
    expect(requests().at(-1)).toMatchObject({ object_calls: 0 })
  })

  it('does not belong into a URL', async () => {
    const { deviceCode } = await askCodes(client)
    const path = `/oauth/token?device_code=${deviceCode}`
    expect(await postAs(client, path, { grant_type: DEVICE_CODE })).toMatchObject(
      error('invalid_request'),
    )
  })

  it('used again ends all that came of it, as with any code (RFC 6749 §4.1.2, catalogue 144)', async () => {
    const { deviceCode } = await approved()
    const tokens = tokensOf(await poll(client, deviceCode))
    pass(5)
    expect(await poll(client, deviceCode)).toMatchObject(error('invalid_grant'))
    expect(await isGood(tokens.access)).toBe(false)
    pass(5)
    expect(await poll(client, deviceCode)).toMatchObject(error('invalid_grant'))
  })
})

describe('many polls at once', () => {
  it('get one set of tokens, which stands; all others are told to slow down (catalogue F1)', async () => {
    const { deviceCode } = await approved()
    const answers = await Promise.all(Array.from({ length: 50 }, () => poll(client, deviceCode)))
    const [winner, ...more] = answers.filter(({ status }) => status === 200)
    expect(more).toEqual([])
    expect(winner).toBeDefined()
    const others = answers.filter(({ status }) => status !== 200)
    for (const answer of others) expect(answer).toMatchObject(error('slow_down'))
    expect(winner && (await isGood(tokensOf(winner).access))).toBe(true)
  })
})

describe('an answer that is lost', () => {
  /** The next call of a method fails, after it has done its work or before. */
  function failOnce<Name extends 'pollDevice' | 'decide'>(
    prototype: Record<Name, (...given: never[]) => Promise<unknown>>,
    name: Name,
    when: 'before' | 'after',
    failure: object = {},
  ) {
    const real = prototype[name]
    vi.spyOn(prototype, name as never).mockImplementationOnce(async function (
      this: unknown,
      ...given: never[]
    ) {
      if (when === 'after') await real.apply(this, given)
      throw Object.assign(new Error('the wire was cut'), failure)
    } as never)
  }

  it('before the grant was opened costs the device an interval, and no more', async () => {
    const { deviceCode } = await approved()
    failOnce(User.prototype, 'decide', 'before')
    expect(await poll(client, deviceCode)).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    })
    expect(await poll(client, deviceCode)).toMatchObject(error('slow_down'))
    pass(10)
    const tokens = tokensOf(await poll(client, deviceCode))
    expect(await isGood(tokens.access)).toBe(true)
  })

  it('after the grant was opened ends it: whoever asks again cannot be told from a thief', async () => {
    const { deviceCode } = await approved()
    failOnce(User.prototype, 'decide', 'after')
    expect((await poll(client, deviceCode)).status).toBe(503)
    pass(5)
    expect(await poll(client, deviceCode)).toMatchObject(error('invalid_grant'))
  })

  it('on the way to the Worker costs nothing: the same poll is told the same', async () => {
    const { deviceCode } = await approved()
    failOnce(PendingRequests.prototype, 'pollDevice', 'after', { retryable: true })
    tokensOf(await poll(client, deviceCode))
  })
})

describe('evictions', () => {
  it('at every step lose nothing', async () => {
    const { deviceCode, userCode } = await askCodes(client)
    await evictDurableObject(objectOf(userCode))
    await poll(client, deviceCode)
    await evictDurableObject(objectOf(userCode))
    await approve(browser, userCode, ADA)
    await evictDurableObject(objectOf(userCode))
    tokensOf(await poll(client, deviceCode))
  })
})
