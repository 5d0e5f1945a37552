/** The page: three buttons, and the way back from the provider. */

/** The app's own token. In memory only, where no other page and no later visitor finds it. */
let token = ''

const element = (id) => document.getElementById(id)

onClick('login', async () => {
  const { login_url: loginUrl } = await ask('/api/login')
  location.assign(loginUrl)
})

onClick('ask', async () => {
  const person = await ask('/api/me', { headers: { Authorization: `Bearer ${token}` } })
  element('answer').textContent = `The backend answers: ${JSON.stringify(person)}`
})

onClick('logout', async () => {
  const { logout_url: logoutUrl } = await ask('/api/logout')
  location.assign(logoutUrl)
})

const { search, pathname } = location
if (new URLSearchParams(search).has('state')) {
  // A code does not stay where it is seen, copied or bookmarked.
  history.replaceState(null, '', pathname)
  show('waiting')
  await attempt(async () => {
    const answer = await ask(`/api/callback${search}`)
    token = answer.token
    showPerson(answer.user)
  })
} else {
  show('signed-out')
}

async function ask(path, options) {
  const response = await fetch(path, options)
  const answer = await response.json()
  if (!response.ok) throw answer
  return answer
}

function onClick(id, step) {
  element(id).addEventListener('click', () => void attempt(step))
}

async function attempt(step) {
  try {
    await step()
  } catch ({ error = 'unreachable', error_description: description = '' }) {
    element('error-code').textContent = error
    element('error-description').textContent = description
    show('signed-out', 'failure')
  }
}

/** Only these parts of the page, of those that come and go. */
function show(...ids) {
  for (const id of ['failure', 'waiting', 'signed-out', 'signed-in']) {
    element(id).hidden = !ids.includes(id)
  }
}

function showPerson(user) {
  element('person').textContent = user.name ?? user.sub
  element('claims').replaceChildren(...Object.entries(user).map(claimRow))
  show('signed-in')
  document.querySelector('#signed-in h1').focus()
}

/** Text as text, all else as JSON; never as HTML. */
function claimRow([name, value]) {
  const row = document.createElement('div')
  const [term, description] = [document.createElement('dt'), document.createElement('dd')]
  term.textContent = name
  description.textContent = typeof value === 'string' ? value : JSON.stringify(value)
  row.append(term, description)
  return row
}
