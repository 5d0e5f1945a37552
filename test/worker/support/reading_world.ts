/** A world to read requests in: clients, secrets and a clock as a test sets them, and nothing behind them. */
import type { Client } from '../../../src/domain/client.ts'
import { DEFAULT_SETTINGS, type TenantSettings } from '../../../src/domain/settings.ts'
import type { Seconds } from '../../../src/kernel/clock.ts'
import {
  MAIN_TENANT,
  newAttemptId,
  type ClientId,
  type ClientSecret,
} from '../../../src/kernel/ids.ts'
import type { Guards } from '../../../src/stores/guards.ts'
import { createLog } from '../../../src/stores/log.ts'
import { createOutbound, type Outbound } from '../../../src/stores/outbound.ts'
import { newTally } from '../../../src/stores/tally.ts'
import type { Registry, World } from '../../../src/stores/world.ts'

export const ISSUER = 'https://op.amphora.test'
export const REDIRECT_URI = 'https://rp.amphora.test/cb'
export const NOW: Seconds = 1_767_225_600

export function settings(changes: Partial<TenantSettings> = {}): TenantSettings {
  return {
    ...DEFAULT_SETTINGS,
    schema: 1,
    tenant: MAIN_TENANT,
    epoch: 0,
    listedClientIds: [],
    upstreams: [],
    createdAt: NOW,
    updatedAt: NOW,
    revision: 1,
    ...changes,
  }
}

/** A web app that signs with HS256, unless the test says otherwise. */
export function client(id: string, changes: Partial<Client> = {}): Client {
  return {
    schema: 1,
    tenant: MAIN_TENANT,
    client_id: id as ClientId,
    client_name: 'A shop',
    redirect_uris: [REDIRECT_URI],
    post_logout_redirect_uris: [],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'openid profile email',
    application_type: 'web',
    id_token_signed_response_alg: 'RS256',
    request_object_signing_alg: 'HS256',
    require_signed_request_object: true,
    require_pushed_authorization_requests: false,
    dpop_bound_access_tokens: false,
    subject_type: 'public',
    require_auth_time: false,
    profile: 'oidc',
    require_pkce: false,
    consent: 'remember',
    refresh_token_rotation: 'rotate',
    request_object_profile: 'strict',
    request_object_key: 'registered',
    assertion_audience: 'issuer',
    require_second_factor: false,
    introspect_any: false,
    secrets: [],
    disabled: false,
    epoch: 0,
    createdAt: NOW,
    updatedAt: NOW,
    revision: 1,
    ...changes,
  }
}

export interface Scene {
  clients: Client[]
  /** What the Tenant knows of them meanwhile, where that is something newer. */
  newerClients?: Client[]
  secrets?: Record<string, string[]>
  settings?: TenantSettings
  now?: Seconds
  outbound?: Outbound
}

export interface ReadingWorld extends World {
  /** What was spent, in order: `client kind key`. */
  spent: string[]
}

export function readingWorld(scene: Scene): ReadingWorld {
  const spent: string[] = []
  return {
    issuer: ISSUER,
    tenant: MAIN_TENANT,
    now: scene.now ?? NOW,
    attempt: newAttemptId(),
    requestId: 'test',
    ip: '192.0.2.1',
    registry: registryOf(scene),
    guards: guardsOf(spent),
    outbound: scene.outbound ?? createOutbound({ issuer: ISSUER, allow: [] }),
    mailer: null,
    outbox: null,
    refusals: { isOverLimit: async () => false },
    log: createLog('test', false),
    tally: newTally(),
    defer: () => {},
    languages: untouchable('languages'),
    users: untouchable('users'),
    directories: untouchable('directories'),
    pendings: untouchable('pendings'),
    devices: untouchable('devices'),
    spent,
  }
}

function registryOf({ clients, newerClients = clients, secrets = {}, ...scene }: Scene): Registry {
  const find = (records: Client[], id: string) => records.find((each) => each.client_id === id)
  return {
    client: async (id) => find(clients, id) ?? find(newerClients, id),
    freshClient: async (id) => find(newerClients, id),
    secretsOf: async ({ client_id: id }) => (secrets[id] ?? []) as ClientSecret[],
    settings: async () => scene.settings ?? settings(),
    knownSettings: async () => scene.settings ?? settings(),
    keys: untouchable('keys'),
    knownKeys: untouchable('keys'),
  }
}

function guardsOf(spent: string[]): Guards {
  const nameOf = (...parts: string[]) => parts.join(' ')
  return {
    spend: async (id, kind, key) => {
      const name = nameOf(id, kind, key)
      if (spent.includes(name)) return false
      spent.push(name)
      return true
    },
    isSpent: async (id, kind, key) => spent.includes(nameOf(id, kind, key)),
  }
}

/** Reading a request asks for no such thing. */
function untouchable<T extends object>(name: string): T {
  const touch = () => {
    throw new Error(`${name} was touched`)
  }
  return new Proxy(touch, { get: touch, apply: touch }) as unknown as T
}
