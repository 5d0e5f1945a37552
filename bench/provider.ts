/** Starts Amphora as it is deployed, on bare workerd, with a client and people who have signed in by the form. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Browser } from './browser.ts'
import { authorizationUrl, type Flow } from './code_flow.ts'
import { exchange } from './http.ts'
import { freePort, startWorker, type RunningWorker, type WorkerSource } from './workerd.ts'

const ADMIN_TOKEN = randomBytes(32).toString('base64url')
export const PASSWORD = 'correct horse battery staple'
const REDIRECT_URI = 'https://app.example/callback'

function bundle(): WorkerSource['modules'] {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-bundle-'))
  try {
    execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const names = ['worker.js', ...globSync('*.{wasm,txt}', { cwd: folder })]
    return names.map((name) => ({ name, content: readFileSync(join(folder, name)) }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @throws Error with the answer, where it is not a success */
async function administer<T>(
  origin: string,
  path: string,
  body: object,
  method: 'POST' | 'PATCH' = 'POST',
): Promise<T> {
  const answer = await exchange(`${origin}/api/sso/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`)
  return JSON.parse(answer.body) as T
}

/** Asks the admin API of the provider that runs. */
export type Administer = <T>(path: string, body: object, method?: 'POST' | 'PATCH') => Promise<T>

async function signIn(flow: Flow, email: string): Promise<string> {
  const browser = new Browser()
  const page = await browser.open(authorizationUrl(flow, 'v'.repeat(43)))
  const landed = await browser.submit(page, { username: email, password: PASSWORD })
  if (!landed.url.startsWith(REDIRECT_URI)) throw new Error(`not signed in: ${landed.url}`)
  return browser.cookies
}

const sourceOf = (issuer: string, variables: Record<string, string>): WorkerSource => ({
  modules: bundle(),
  texts: {
    ISSUER: issuer,
    ADMIN_TOKEN,
    MASTER_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    ...variables,
  },
  objects: {
    USER: 'User',
    DIRECTORY: 'Directory',
    TENANT: 'Tenant',
    REPLAY_GUARD: 'ReplayGuard',
    PENDING_REQUESTS: 'PendingRequests',
  },
  kv: 'KV',
  rateLimit: 'REFUSALS',
  folders: { LANGUAGES: 'languages' },
})

/**
 * @param variables of the Worker, beside those that it must have
 * @param host that the issuer names: an address, or the name that passkeys need
 */
export async function startProvider(
  people: number,
  variables: Record<string, string> = {},
  host: '127.0.0.1' | 'localhost' = '127.0.0.1',
): Promise<{ worker: RunningWorker; flow: Flow; administer: Administer }> {
  const port = await freePort()
  const issuer = `http://${host}:${port}`
  const worker = await startWorker(sourceOf(issuer, variables), port)
  const client = await administer<{ client_id: string; client_secret: string }>(
    worker.origin,
    '/oauth/clients',
    {
      name: 'Bench',
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: 'client_secret_post',
      // The default, RS256, costs more than all the rest of a token request, here and on the floor.
      id_token_signed_response_alg: 'EdDSA',
      consent: 'skip',
    },
  )
  const flow: Flow = {
    issuer,
    authorizationEndpoint: `${issuer}/oauth/authorize`,
    tokenEndpoint: `${issuer}/oauth/token`,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    redirectUri: REDIRECT_URI,
    cookies: [],
  }
  for (let number = 1; number <= people; number++) {
    const email = `person${number}@example.com`
    await administer(worker.origin, '/users', { email, password: PASSWORD })
    flow.cookies.push(await signIn(flow, email))
  }
  return {
    worker,
    flow,
    administer: (path, body, method) => administer(worker.origin, path, body, method),
  }
}
