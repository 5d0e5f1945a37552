/** The words of the languages on workerd itself, as the deployed Worker reads them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProvider } from '../../bench/provider.ts'
import { LANGUAGES } from '../../src/pages/messages/languages.ts'
import { LANGUAGE } from '../support/languages.ts'

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider(0)
})
afterAll(() => provider.worker.stop())

it.each(LANGUAGES)('a browser that asks for %s reads it', async (tag) => {
  const { direction, messages } = LANGUAGE[tag]
  const response = await fetch(`${provider.worker.origin}/login`, {
    headers: { 'Accept-Language': `${tag}, en;q=0.1` },
  })
  const html = await response.text()
  expect(html).toContain(`<html lang="${tag}" dir="${direction}">`)
  expect(html).toContain(messages.signIn.submit)
})

it('discovery says which there are (OpenID Connect Discovery §3, ui_locales_supported)', async () => {
  const address = `${provider.worker.origin}/.well-known/openid-configuration`
  expect(await (await fetch(address)).json()).toMatchObject({ ui_locales_supported: LANGUAGES })
})
