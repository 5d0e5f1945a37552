/** A page of one's own in Chromium, without scripts: each thing that can be done there, and what it refuses. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startDemo, type RunningDemo } from './running_demo.ts'

const PASSWORD = 'correct horse battery staple'
const NEW = 'a pail of newly picked plums'

describe.skipIf(!chromiumPath)(`the account in Chromium${skippedWithoutChromium}`, () => {
  let demo: RunningDemo
  let browser: Browser

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
  })
  afterAll(() => Promise.all([browser?.close(), demo?.stop()]))

  async function newPerson(): Promise<string> {
    const email = `ada-${crypto.randomUUID()}@harbour.example`
    const response = await fetch(`${demo.issuer}/api/sso/v1/users`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${demo.adminToken}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ email, password: PASSWORD, email_verified: true, name: 'Ada' }),
    })
    expect(response.status).toBe(201)
    return email
  }

  async function typePassword(page: Page, email: string, password = PASSWORD): Promise<void> {
    await page.fill('#username', email)
    await page.fill('#password', password)
    await page.click('#login-submit')
  }

  async function ownerOf(email: string, password = PASSWORD): Promise<Page> {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await page.goto(`${demo.issuer}/account`)
    await typePassword(page, email, password)
    return page
  }

  const main = (page: Page) => page.innerText('main')
  const alert = (page: Page) => page.getByRole('alert').innerText()

  it('the profile is changed; an address that is none is marked, and nothing typed is lost', async () => {
    const page = await ownerOf(await newPerson())
    await page.click('text=Change your profile')
    await page.fill('#name', 'Ada Lovelace')
    await page.fill('#website', 'javascript:alert(1)')
    await page.click('#profile-save')
    expect(await alert(page)).toContain('cannot be saved')
    expect(await page.getAttribute('#website', 'aria-invalid')).toBe('true')
    expect(await page.inputValue('#name')).toBe('Ada Lovelace')
    await page.fill('#website', 'https://ada.example/')
    await page.click('#profile-save')
    expect(await page.getByRole('status').innerText()).toContain('Your profile is saved.')
    expect(await main(page)).toContain('https://ada.example/')
  })

  it('the password is changed by whoever knows it, and every other browser is out', async () => {
    const email = await newPerson()
    const [page, elsewhere] = [await ownerOf(email), await ownerOf(email)]
    await page.click('text=Change your password')
    for (const { current, wanted, repeated, says } of [
      { current: 'wrong', wanted: NEW, repeated: NEW, says: 'current password is not right' },
      { current: PASSWORD, wanted: NEW, repeated: 'other', says: 'are not the same' },
      { current: PASSWORD, wanted: 'short', repeated: 'short', says: 'too short' },
      {
        current: PASSWORD,
        wanted: 'passwordpassword',
        repeated: 'passwordpassword',
        says: 'guessed first',
      },
    ]) {
      await page.fill('#current', current)
      await page.fill('#password', wanted)
      await page.fill('#repeated', repeated)
      await page.click('#password-change')
      expect(await alert(page)).toContain(says)
    }
    await page.fill('#current', PASSWORD)
    await page.fill('#password', NEW)
    await page.fill('#repeated', NEW)
    await page.click('#password-change')
    expect(await page.getByRole('status').innerText()).toContain('Your password is changed.')
    await elsewhere.reload()
    expect(elsewhere.url()).toContain('/login')
    expect(await main(await ownerOf(email, NEW))).toContain('You changed your password.')
  })

  it('another browser is signed out from here', async () => {
    const email = await newPerson()
    const [page, elsewhere] = [await ownerOf(email), await ownerOf(email)]
    await page.reload()
    await page.click('#sessions-end')
    expect(await main(page)).toContain('You are signed out everywhere else.')
    await elsewhere.reload()
    expect(elsewhere.url()).toContain('/login')
  })

  it('an app that was let in is shown with what it may, and loses it by one click', async () => {
    const email = await newPerson()
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await page.goto(`${demo.origin}/keys/`)
    await page.click('#login')
    await typePassword(page, email)
    await page.click('#consent-approve')
    await page.click('#refresh')
    expect(await page.textContent('#refreshes')).toBe('1')

    await page.goto(`${demo.issuer}/account`)
    expect(await main(page)).toContain('Olive Ledger may:')
    await page.getByRole('button', { name: 'Take access back from Olive Ledger' }).click()
    expect(await main(page)).toContain('No app has access to your account.')

    await page.goto(`${demo.origin}/keys/`)
    await page.click('#refresh')
    expect(await page.textContent('#error-code')).toBe('invalid_grant')
  })

  it('the data comes as a file', async () => {
    const email = await newPerson()
    const page = await ownerOf(email)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('text=Download your data'),
    ])
    const chunks = await (await download.createReadStream()).toArray()
    expect(Buffer.concat(chunks).toString()).toContain(email)
  })

  it('the account is deleted by whoever knows its password, and nobody signs in to it again', async () => {
    const email = await newPerson()
    const page = await ownerOf(email)
    await page.click('text=Delete your account')
    await page.fill('#current', 'wrong')
    await page.click('#account-delete')
    expect(await alert(page)).toContain('current password is not right')
    await page.fill('#current', PASSWORD)
    await page.click('#account-delete')
    await page.goto(`${demo.issuer}/account`)
    expect(page.url()).toContain('/login')
    const refused = await ownerOf(email)
    expect(await alert(refused)).toContain('is not right')
  })

  it('a second account is added in the same browser, and one goes on as the other', async () => {
    const [ada, grace] = [await newPerson(), await newPerson()]
    const page = await ownerOf(ada)
    await page.goto(`${demo.issuer}/login?next=account`)
    await typePassword(page, grace)
    expect(await main(page)).toContain(grace)
    await page.click('text=Use another account')
    await page.getByRole('button', { name: ada }).click()
    expect(await main(page)).toContain(ada)
    expect(await main(page)).not.toContain(grace)
  })
})
