/** `/account/passkeys`: a person's passkeys, listed, added, renamed and removed. */
import type { Passkey } from '../../../domain/passkey.ts'
import { randomToken } from '../../../kernel/random.ts'
import { AccountPasskeyPage } from '../../../pages/account_passkey.tsx'
import { AccountPasskeysPage, PASSKEY_DONE } from '../../../pages/account_passkeys.tsx'
import { deviceName } from '../../../pages/parts/device_name.ts'
import { addPasskey } from '../../../people/passkeys/add_passkey.ts'
import { creationOptions } from '../../../people/passkeys/options.ts'
import { removePasskey } from '../../../people/passkeys/remove_passkey.ts'
import { isPasskeyName } from '../../../spec/passkey_name.ts'
import { html, noPage, pageProps, readersLanguage, refusalPage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { answerScript, passkeyRefused } from '../passkey_answers.tsx'
import { namePasskeyBrowser, readPasskeyBrowser } from '../passkey_cookie.ts'
import { arePasskeysOffered } from '../passkeys_offered.ts'
import { readQuery } from '../query.ts'
import { withAccount, writeSessions } from '../session_cookie.ts'
import type { BrowserContext } from '../world.ts'
import {
  ACCOUNT_URL,
  fieldsOf,
  nobodyHere,
  proveAgain,
  proveAgainUrl,
  readOwner,
  readOwnerForm,
  type Owner,
} from './owner.ts'

const PASSKEYS_URL = `${ACCOUNT_URL}/passkeys`

const urlOf = ({ id }: Passkey): string => `${PASSKEYS_URL}/${id}`

const doneUrl = (done: (typeof PASSKEY_DONE)[number]): string => `${PASSKEYS_URL}?done=${done}`

export async function passkeysPage(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const { user, own } = owner.value
  const found = await user.ownPasskeys(own)
  if (!found.ok) return nobodyHere(c)
  const done = query.value.get('done')
  const areOff = !(await arePasskeysOffered(c))
  const page = (
    <AccountPasskeysPage
      {...await pageProps(c)}
      now={c.var.world.now}
      action={PASSKEYS_URL}
      fields={fieldsOf(owner.value)}
      passkeys={found.value.passkeys.map((each) => ({ ...each, url: urlOf(each) }))}
      areOff={areOff}
      done={PASSKEY_DONE.find((each) => each === done)}
      backUrl={ACCOUNT_URL}
    />
  )
  return html(c, page, { asksForPasskeys: !areOff })
}

/** What the script is told before a passkey is made: where to go first, if it is not to be made now. */
export async function askToAdd(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return answerScript(c, { location: PASSKEYS_URL })
  const { user, own, account } = owner.value
  const offer = await user.offerPasskey(own)
  if (!offer.ok) {
    const location = offer.reason === 'stale' ? proveAgainUrl('passkeys') : PASSKEYS_URL
    return answerScript(c, { location })
  }
  const browser = namePasskeyBrowser(c)
  return answerScript(c, await creationOptions(c.var.world, account.sub, browser, offer.value))
}

/** Posts `credential`. */
export async function add(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, own, form } = owner.value
  const { lang } = await pageProps(c)
  const added = await addPasskey(c.var.world, account, own, {
    credential: form.get('credential') ?? '',
    browser: readPasskeyBrowser(c),
    name: deviceName(c.req.header('User-Agent') ?? '', lang),
    notice: { mailId: randomToken(), lang: lang.tag },
  })
  if (added.ok) return seeOther(c, doneUrl('added'))
  switch (added.reason) {
    case 'no_session':
      return nobodyHere(c)
    case 'stale':
      return proveAgain(c, 'passkeys')
    case 'refused':
      return passkeyRefused(c, { reason: 'addition' }, PASSKEYS_URL)
    case 'taken':
    case 'too_many':
      return passkeyRefused(c, { reason: added.reason }, PASSKEYS_URL)
  }
}

export async function passkeyPage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const { user, own } = owner.value
  const found = await user.ownPasskeys(own)
  if (!found.ok) return nobodyHere(c)
  const passkey = found.value.passkeys.find(({ id }) => id === c.req.param('id'))
  return passkey ? changePage(c, owner.value, passkey) : noPage(c, 404)
}

async function changePage(
  c: BrowserContext,
  owner: Owner,
  { id, name }: Pick<Passkey, 'id' | 'name'>,
  isNameWrong = false,
): Promise<Response> {
  const page = (
    <AccountPasskeyPage
      {...await pageProps(c)}
      nameAction={`${PASSKEYS_URL}/name`}
      removeAction={`${PASSKEYS_URL}/remove`}
      fields={{ ...fieldsOf(owner), id }}
      name={name}
      isNameWrong={isNameWrong}
      backUrl={PASSKEYS_URL}
    />
  )
  return html(c, page, { status: isNameWrong ? 400 : 200 })
}

/** Posts `id` and `name`. */
export async function rename(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { user, own, form } = owner.value
  const id = form.get('id') ?? ''
  const name = form.get('name')?.trim() ?? ''
  if (!isPasskeyName(name)) return changePage(c, owner.value, { id, name: name.slice(0, 60) }, true)
  const named = await user.nameOwnPasskey(own, id, name)
  return named.ok ? seeOther(c, doneUrl('named')) : nobodyHere(c)
}

/** Posts `id`. */
export async function remove(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, sessions, own, form } = owner.value
  const lang = await readersLanguage(c)
  const id = form.get('id') ?? ''
  const notice = { mailId: randomToken(), lang }
  const removed = await removePasskey(c.var.world, account, own, { id, notice })
  if (removed.ok) {
    await writeSessions(c, withAccount(sessions, { ...account, session: removed.value }))
    return seeOther(c, doneUrl('removed'))
  }
  switch (removed.reason) {
    case 'no_session':
      return nobodyHere(c)
    case 'stale':
      return proveAgain(c, 'passkeys')
    case 'unknown':
      return seeOther(c, PASSKEYS_URL)
    case 'last_way_in':
      return passkeyRefused(c, { reason: removed.reason }, PASSKEYS_URL)
  }
}
