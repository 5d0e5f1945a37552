/** An app that is nothing but files: whatever serves them will do. This one bundles its script when it starts. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { securityHeaders } from '../site/protections.ts'

export interface NoBackendOptions {
  issuer: string
  origin: string
  clientId: string
}

export async function noBackend(options: NoBackendOptions): Promise<Hono> {
  const [page, script] = await Promise.all([
    readFile(join(import.meta.dirname, 'index.html'), 'utf8'),
    bundle(options),
  ])
  return (
    new Hono()
      // The page itself talks to the provider, so its policy must let it.
      .use('/signet/*', securityHeaders(options.issuer, { connectTo: [options.issuer] }))
      .get('/signet/', (c) => c.html(page))
      .get('/signet/page.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript' }))
  )
}

/** None of what is written into the script is a secret: a client id, and two addresses. */
async function bundle({ issuer, origin, clientId }: NoBackendOptions): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    define: {
      ISSUER: JSON.stringify(issuer),
      ORIGIN: JSON.stringify(origin),
      CLIENT_ID: JSON.stringify(clientId),
    },
  })
  return outputFiles.map(({ text }) => text).join('')
}
