/** `/api/sso/v1/keys`: our signing keys, their public halves and their lives. */
import { Hono } from 'hono'
import type { KeyRing, SigningKeyRecord } from '../../domain/key_ring.ts'
import { isoTime } from '../../kernel/clock.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { SIGNING_ALGORITHMS } from '../../spec/client_metadata.ts'
import { keyRotation, type KeyAnswer } from '../../spec/admin/keys.ts'
import { readOptionalJson } from './input.ts'
import { notFound } from './refusals.ts'
import type { AdminEnv } from './world.ts'

/** Member by member: what is sealed beside it has no way out. */
const keyAnswerOf = (key: SigningKeyRecord): KeyAnswer => ({
  kid: key.kid,
  alg: key.alg,
  state: key.state,
  public_jwk: key.publicJwk,
  created_at: isoTime(key.createdAt),
  since: isoTime(key.since),
})

const keyListOf = (ring: KeyRing) => ({ items: ring.signing.map(keyAnswerOf), next_cursor: null })

export const keyRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => c.json(keyListOf(await c.var.world.tenants.keyRing())))
    .post('/:alg/rotate', async (c) => {
      const { world } = c.var
      const alg = SIGNING_ALGORITHMS.find((known) => known === c.req.param('alg'))
      if (!alg) throw notFound()
      const { revoke } = await readOptionalJson(c, keyRotation)
      const event = adminEvent(world, 'key.rotated', { detail: { alg, revoke } })
      return c.json(keyListOf(await world.tenants.rotateKey(alg, revoke, event)))
    })
