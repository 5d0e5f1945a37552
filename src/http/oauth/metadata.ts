/** `/.well-known`: what we say of ourselves, and our public keys. Nothing here is granted, so nothing here waits. */
import { publishedJwks, type TenantKeys } from '../../crypto/tenant_keys.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { LANGUAGES } from '../../pages/messages/languages.ts'
import { discoveryDocument } from '../../protocol/metadata/discovery.ts'
import { forAnyOrigin, jsonEndpoint, onlyTakes } from './endpoint.ts'
import { createDocuments, documentResponse } from './kept_document.ts'
import type { OAuthContext } from './world.ts'

const discovery = createDocuments<TenantSettings>()
const keySets = createDocuments<TenantKeys>()

async function answerDiscovery(c: OAuthContext): Promise<Response> {
  const { issuer, registry, mailer } = c.var.world
  const settings = await registry.knownSettings()
  const document = await discovery(settings, () =>
    discoveryDocument(issuer, settings, LANGUAGES, mailer !== null),
  )
  return documentResponse(document, c.req.header('If-None-Match'))
}

async function answerJwks(c: OAuthContext): Promise<Response> {
  const keys = await c.var.world.registry.knownKeys()
  const document = await keySets(keys, () => publishedJwks(keys))
  return documentResponse(document, c.req.header('If-None-Match'))
}

/** To be mounted at `/.well-known`. */
export const metadataRoutes = () =>
  jsonEndpoint()
    .use(forAnyOrigin('GET'))
    .get('/openid-configuration', answerDiscovery)
    .get('/oauth-authorization-server', answerDiscovery)
    .get('/jwks.json', answerJwks)
    .on(
      'ALL',
      ['/openid-configuration', '/oauth-authorization-server', '/jwks.json'],
      onlyTakes('GET'),
    )
