/** The whole app: a key in this browser, three buttons, and the way back from the provider. */
import { AmphoraError, createBrowserClient } from 'amphora-idp/browser'

declare const ISSUER: string
declare const ORIGIN: string
declare const CLIENT_ID: string

const PARTS = ['failure', 'waiting', 'signed-out', 'signed-in'] as const
type Part = (typeof PARTS)[number]

async function start(): Promise<void> {
  const client = await createBrowserClient({
    issuer: ISSUER,
    clientId: CLIENT_ID,
    redirectUri: `${ORIGIN}/signet/`,
    scope: 'openid profile email offline_access',
  })
  element('thumbprint').textContent = await client.keyThumbprint()
  element('key').hidden = false

  onClick('login', async () => location.assign(await client.signIn()))
  onClick('ask', async () => {
    const { name, sub } = await client.userinfo()
    element('answer').textContent = `The provider answers: ${name ?? sub}`
  })
  onClick('logout', async () => {
    location.assign(await client.signOut({ postLogoutRedirectUri: `${ORIGIN}/` }))
  })

  const { href, search, pathname } = location
  if (!new URLSearchParams(search).has('state')) return show('signed-out')
  // A code does not stay where it is seen, copied or bookmarked.
  history.replaceState(null, '', pathname)
  show('waiting')
  await client.handleCallback(href)
  showPerson(await client.userinfo())
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`this page has no ${id}`)
  return found
}

function onClick(id: string, step: () => Promise<void>): void {
  element(id).addEventListener('click', () => void attempt(step))
}

async function attempt(step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    const { code, description } =
      error instanceof AmphoraError ? error : { code: 'unexpected', description: String(error) }
    element('error-code').textContent = code
    element('error-description').textContent = description
    show('signed-out', 'failure')
  }
}

/** Only these parts of the page, of those that come and go. */
function show(...parts: Part[]): void {
  for (const part of PARTS) element(part).hidden = !parts.includes(part)
}

function showPerson(user: { sub: string; name?: string | undefined }): void {
  element('person').textContent = user.name ?? user.sub
  element('claims').replaceChildren(...Object.entries(user).map(claimRow))
  show('signed-in')
  document.querySelector<HTMLElement>('#signed-in h1')?.focus()
}

/** Text as text, all else as JSON; never as HTML. */
function claimRow([name, value]: [string, unknown]): HTMLElement {
  const row = document.createElement('div')
  const [term, description] = [document.createElement('dt'), document.createElement('dd')]
  term.textContent = name
  description.textContent = typeof value === 'string' ? value : JSON.stringify(value)
  row.append(term, description)
  return row
}

await attempt(start)
