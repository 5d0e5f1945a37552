/** `/oauth/register` (RFC 7591), and under it each client that has registered itself (RFC 7592). */
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { JsonObject } from '../../kernel/json.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import {
  deleteItself,
  ownClient,
  replaceItself,
  type OwnClient,
} from '../../protocol/registration/manage_itself.ts'
import { readLeave, registerItself } from '../../protocol/registration/register_itself.ts'
import { presentedToken } from '../../protocol/userinfo/presented_token.ts'
import {
  metadataFault,
  redirectUriRefusal,
  type MetadataRefusal,
} from '../../rules/metadata_refusal.ts'
import type { Refusal } from '../../rules/refusals.ts'
import { selfRegistration, type SelfRegistration } from '../../spec/registration.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'
import { issueDetail, issueField } from '../admin/issues.ts'
import { readJsonBody } from '../json_body.ts'
import { answerFailure, forAnyOrigin, onlyTakes, whileOpen } from './endpoint.ts'
import { NOT_STORED } from './json_refusal.ts'
import { registrationAnswer } from './registration_answer.ts'
import { registrationRefused } from './registration_refusal.ts'

type RegistrationEnv = { Variables: { world: RegistrarWorld } }
type RegistrationContext = Context<RegistrationEnv>

export const registerRoutes = (): Hono<RegistrationEnv> =>
  new Hono<RegistrationEnv>()
    .onError(answerFailure)
    .use(forAnyOrigin('POST', 'GET', 'PUT', 'DELETE'))
    .use(whileOpen)
    .post('/', onRegister)
    .all('/', onlyTakes('POST'))
    .get('/:client_id', onRead)
    .put('/:client_id', onReplace)
    .delete('/:client_id', onDelete)
    .all('/:client_id', onlyTakes('GET', 'PUT', 'DELETE'))

async function onRegister(c: RegistrationContext): Promise<Response> {
  const { world } = c.var
  const leave = await readLeave(world, bearerOf(c))
  if (!leave.ok) return registrationRefused(world, leave.reason)
  const given = await readRegistration(c)
  if (!given.ok) return registrationRefused(world, given.reason)
  const registered = await registerItself(world, leave.value, given.value.said)
  return registered.ok
    ? c.json(registrationAnswer(world.issuer, registered.value), 201, NOT_STORED)
    : registrationRefused(world, registered.reason)
}

async function onRead(c: RegistrationContext): Promise<Response> {
  const own = await readOwn(c)
  if (!own.ok) return registrationRefused(c.var.world, own.reason)
  return c.json(registrationAnswer(c.var.world.issuer, own.value), 200, NOT_STORED)
}

async function onReplace(c: RegistrationContext): Promise<Response> {
  const { world } = c.var
  const own = await readOwn(c)
  if (!own.ok) return registrationRefused(world, own.reason)
  const given = await readRegistration(c)
  if (!given.ok) return registrationRefused(world, given.reason)
  const { client, registrationAccessToken } = own.value
  const written = await replaceItself(world, client, registrationAccessToken, given.value)
  return written.ok
    ? c.json(registrationAnswer(world.issuer, written.value), 200, NOT_STORED)
    : registrationRefused(world, written.reason)
}

/** "a successful delete action will … respond with an HTTP 204 No Content" (RFC 7592 §2.3). */
async function onDelete(c: RegistrationContext): Promise<Response> {
  const { world } = c.var
  const own = await readOwn(c)
  const deleted = own.ok ? await deleteItself(world, own.value.client) : own
  return deleted.ok ? c.body(null, 204, NOT_STORED) : registrationRefused(world, deleted.reason)
}

async function readOwn(
  c: RegistrationContext,
): Promise<Result<{ client: OwnClient; registrationAccessToken: string }, Refusal>> {
  const token = bearerOf(c)
  const client = await ownClient(c.var.world, c.req.param('client_id') ?? '', token)
  return client.ok ? ok({ client: client.value, registrationAccessToken: token ?? '' }) : client
}

/** By the Authorization header alone (RFC 7591 §3, RFC 7592 §2). What is no bearer token there is none of ours. */
function bearerOf(c: RegistrationContext): string | undefined {
  const authorization = c.req.header('Authorization')
  if (authorization === undefined) return undefined
  const presented = presentedToken(authorization, new Map())
  return presented.ok && presented.value.scheme === 'Bearer' ? presented.value.token : ''
}

/** The body, and what we understand of it. A member that is null says nothing, as if it were left out. */
async function readRegistration(
  c: RegistrationContext,
): Promise<Result<{ body: JsonObject; said: SelfRegistration }, Refusal | MetadataRefusal>> {
  const body = await readJsonBody(c.req.raw)
  if (!body.ok) return body
  const given = Object.entries(body.value).filter(([, value]) => value !== null)
  const said = v.safeParse(selfRegistration, Object.fromEntries(given))
  return said.success
    ? ok({ body: body.value, said: said.output })
    : err(issueFault(said.issues[0]))
}

function issueFault(issue: v.BaseIssue<unknown>): MetadataRefusal {
  const field = issueField(issue)
  const fault = field.startsWith('redirect_uris') ? redirectUriRefusal : metadataFault
  return fault(field, issueDetail(issue))
}
