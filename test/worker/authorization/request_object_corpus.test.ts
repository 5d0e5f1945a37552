import { readAuthorizationRequest } from '../../../src/protocol/authorization/read_authorization_request.ts'
import { REFUSALS } from '../../../src/rules/refusals.ts'
import {
  CORPUS_CLIENTS,
  CORPUS_NOW,
  CORPUS_SECRETS,
  describeCorpus,
  type Outcome,
} from '../support/jar_corpus.ts'
import { readingWorld } from '../support/reading_world.ts'

describeCorpus('every line of the request object corpus (RFC 9101 §10)', readOne)

async function readOne(clientId: string, request: string): Promise<Outcome> {
  const world = readingWorld({ clients: CORPUS_CLIENTS, secrets: CORPUS_SECRETS, now: CORPUS_NOW })
  const parameters = new Map([
    ['client_id', clientId],
    ['request', request],
  ])
  const read = await readAuthorizationRequest(world, parameters)
  if (read.ok) {
    return { answer: 'accepted', redirect_uri: read.value.redirectable.redirect_uri }
  }
  const { on, refusal } = read.reason
  const { error } = REFUSALS[refusal.key]
  return on === 'page'
    ? { answer: on, error }
    : { answer: on, error, redirect_uri: read.reason.to.redirect_uri }
}
