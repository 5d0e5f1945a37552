/** Writes the pages of the documentation that are made from something else: `npm run docs`. A test holds that they are current. */
import { writeFileSync } from 'node:fs'
import { conformancePage } from './docs/conformance.ts'
import { errorsPage } from './docs/errors.ts'
import { profilesPage } from './docs/profiles.ts'
import { standardsPage } from './docs/standards.ts'

export const GENERATED_PAGES: Record<string, () => string | Promise<string>> = {
  'docs/errors.md': errorsPage,
  'docs/conformance.md': conformancePage,
  'docs/profiles.md': profilesPage,
  'docs/standards/README.md': standardsPage,
}

if (import.meta.main) {
  for (const [file, page] of Object.entries(GENERATED_PAGES)) {
    writeFileSync(file, await page())
  }
}
