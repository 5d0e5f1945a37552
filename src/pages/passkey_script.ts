/**
 * Makes and uses passkeys: the one thing of ours that needs a script. It shows the button where the browser can do it, asks
 * for a challenge, and sends the form with what the authenticator has answered; whatever it says stands in the form's data
 * attributes. With `data-autofill`, passkeys are also offered among the names of the sign-in form. Constant, so that its
 * hash can be allowed. Browsers and password managers that have no `toJSON()` are served as well.
 */
export const PASSKEY_SCRIPT = `(() => {
const form = document.getElementById('passkey')
if (!form || !window.PublicKeyCredential || !navigator.credentials) return
const { challenge, kind, autofill, working, cancelled, known, failed } = form.dataset
const button = form.querySelector('button')
const status = form.querySelector('output')
const say = (text) => { status.textContent = text }
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const named = (list) => list.map((each) => ({ ...each, id: toBytes(each.id) }))
let waiting = new AbortController()

async function askForOptions() {
  const body = new URLSearchParams(new FormData(form))
  const answer = await fetch(challenge, { method: 'POST', body })
  const said = await answer.json()
  if (said.location) { location.assign(said.location); return undefined }
  if (!answer.ok) throw new Error(said.error)
  const options = { ...said, challenge: toBytes(said.challenge) }
  if (said.user) options.user = { ...said.user, id: toBytes(said.user.id) }
  if (said.allowCredentials) options.allowCredentials = named(said.allowCredentials)
  if (said.excludeCredentials) options.excludeCredentials = named(said.excludeCredentials)
  return options
}

function send({ id, rawId, type, response }) {
  const told = { clientDataJSON: toText(response.clientDataJSON) }
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (response[name]) told[name] = toText(response[name])
  if (response.getTransports) told.transports = response.getTransports()
  form.elements.credential.value = JSON.stringify({ id, rawId: toText(rawId), type, response: told })
  form.submit()
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  waiting.abort()
  button.disabled = true
  say(working)
  try {
    const publicKey = await askForOptions()
    if (!publicKey) return
    send(await navigator.credentials[kind]({ publicKey }))
  } catch ({ name }) {
    say(name === 'InvalidStateError' ? known : name === 'NotAllowedError' ? cancelled : failed)
    button.disabled = false
    button.focus()
    offer()
  }
})

async function offer() {
  if (autofill === undefined || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  waiting = new AbortController()
  const { signal } = waiting
  // The challenge lives for five minutes; the page may stand open for longer.
  const renewed = setTimeout(() => { waiting.abort(); offer() }, 240000)
  try {
    const publicKey = await askForOptions()
    if (signal.aborted) return
    send(await navigator.credentials.get({ publicKey, mediation: 'conditional', signal }))
  } catch {
    // Nobody has asked for anything yet, so nobody is told.
    if (signal.aborted) clearTimeout(renewed)
  }
}

form.hidden = false
for (const each of document.querySelectorAll('[data-without-passkeys]')) each.hidden = true
addEventListener('pageshow', ({ persisted }) => { if (persisted) { button.disabled = false; say('') } })
offer()
})()`
