/**
 * Vectors of other projects under their own licences: read from the neighbour folder `shared`, where it is there. Its
 * absence skips the tests that need it, by name.
 */
const files = (import.meta as unknown as ViteMeta).glob(
  '../../../../shared/security/vectors/{wycheproof-jws,wycheproof-ed25519,ed25519-speccheck}.json',
  { import: 'default' },
)

interface ViteMeta {
  glob(pattern: string, options: { import: string }): Record<string, () => Promise<unknown>>
}

/** The content of a file, or undefined where it is not there. */
export async function sharedVectors<T>(name: string): Promise<T | undefined> {
  const path = Object.keys(files).find((each) => each.endsWith(`/${name}.json`))
  return path ? ((await files[path]?.()) as T) : undefined
}
