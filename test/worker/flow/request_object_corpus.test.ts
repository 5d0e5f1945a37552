/** The corpus of request objects against the running Worker: what the reading functions answer, the browser sees. */
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, vi } from 'vitest'
import type { AuditEvent } from '../../../src/domain/audit.ts'
import { sealClientSecret } from '../../../src/crypto/client_secrets.ts'
import { openKeyRing } from '../../../src/crypto/key_ring.ts'
import { readMasterKeys } from '../../../src/crypto/master_keys.ts'
import { MAIN_TENANT, type ClientSecret } from '../../../src/kernel/ids.ts'
import { Browser } from '../support/browser.ts'
import {
  CORPUS_CLIENTS,
  CORPUS_NOW,
  CORPUS_SECRETS,
  describeCorpus,
  type Outcome,
} from '../support/jar_corpus.ts'
import { authorizeUrl } from '../support/relying_party.ts'

const event: AuditEvent = { id: 'corpus', at: CORPUS_NOW, event: 'client.created', actor: 'test' }

/** The corpus names its clients and their secrets, so they are put where an operator's own ids would be. */
beforeAll(async () => {
  vi.useFakeTimers({ now: CORPUS_NOW * 1000, toFake: ['Date'] })
  const tenant = env.TENANT.getByName(MAIN_TENANT)
  const masterKeys = await readMasterKeys(env.MASTER_KEYS ?? '', '')
  const keys = await openKeyRing(masterKeys, await tenant.keyRing())
  for (const client of CORPUS_CLIENTS) {
    const [secret = ''] =
      Object.entries(CORPUS_SECRETS).find(([id]) => id === client.client_id)?.[1] ?? []
    const sealed = await sealClientSecret(
      keys,
      client.client_id,
      secret as ClientSecret,
      CORPUS_NOW,
    )
    const record = { ...client, secrets: [sealed] }
    await tenant.createClient(record, { ...event, id: client.client_id }, true)
  }
})
afterAll(() => vi.useRealTimers())

describeCorpus('every line of the request object corpus, over HTTP (RFC 9101 §10)', readOne)

async function readOne(clientId: string, request: string): Promise<Outcome> {
  const page = await new Browser().open(authorizeUrl({ client_id: clientId, request }))
  if (page.left) {
    const { searchParams, origin, pathname } = page.left
    const error = searchParams.get('error')
    const sent = { redirect_uri: `${origin}${pathname}` }
    return error === null ? { answer: 'accepted', ...sent } : { answer: 'redirect', error, ...sent }
  }
  if (page.form?.action === '/login') return { answer: 'accepted' }
  const [, error = ''] =
    /<code[^>]*>(invalid_[a-z_]+|unauthorized_client|un\w+)<\/code>/.exec(page.text) ?? []
  return { answer: 'page', error }
}
