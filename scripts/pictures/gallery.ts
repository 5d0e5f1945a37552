/** The pages as the tests draw them; bundled first, for Node reads no JSX. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type * as gallery from '../../test/worker/pages/gallery.tsx'

export async function loadGallery(): Promise<typeof gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'amphora-pages-'))
  const outfile = join(folder, 'gallery.mjs')
  await build({
    entryPoints: ['test/worker/pages/gallery.tsx'],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    outfile,
  })
  const loaded = (await import(pathToFileURL(outfile).href)) as typeof gallery
  await rm(folder, { recursive: true })
  return loaded
}
