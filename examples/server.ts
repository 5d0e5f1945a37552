/** The demo apps in one process: `node examples/server.ts`; npm start does it, beside a provider. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { appendTrailingSlash } from 'hono/trailing-slash'
import { noBackend } from './no_backend/app.ts'
import { listen } from './node_http.ts'
import { readSettings } from './settings.ts'
import { showError, showNotFound } from './site/error_page.ts'
import { indexPage } from './site/index_page.ts'
import { oneAddress, ownPostsOnly, securityHeaders } from './site/protections.ts'
import { spa } from './spa/app.ts'
import { webEddsa } from './web_eddsa/app.ts'
import { webHs256 } from './web_hs256/app.ts'

const settings = readSettings()
const { issuer, origin, cookieSecret } = settings
const common = { issuer, origin, cookieSecret }

const siteFile = (name: string) => readFile(join(import.meta.dirname, 'site', name), 'utf8')
const style = await siteFile('style.css')
const icon = await siteFile('icon.svg')

const server = new Hono()
  .use(securityHeaders(issuer), oneAddress(origin), ownPostsOnly(origin), appendTrailingSlash())
  .get('/', (c) => c.html(indexPage(issuer)))
  .get('/style.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  .get('/icon.svg', (c) => c.body(icon, 200, { 'Content-Type': 'image/svg+xml' }))
  .route('/', webHs256({ ...common, ...settings.webHs256 }))
  .route('/', webEddsa({ ...common, ...settings.webEddsa }))
  .route('/', await spa({ ...common, ...settings.spa }))
  .route('/', await noBackend({ ...common, ...settings.noBackend }))
  .onError(showError)
  .notFound(showNotFound)

listen(server.fetch, Number(process.env.DEMO_PORT ?? new URL(origin).port))
