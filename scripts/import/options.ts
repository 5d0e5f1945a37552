/** What `npm run import` is told by its arguments and its environment. */
import { parseArgs } from 'node:util'
import { readProviders, type Providers } from './identities.ts'

export const SOURCES = ['auth0', 'keycloak', 'firebase', 'csv', 'amphora'] as const
export type Source = (typeof SOURCES)[number]

export interface ImportOptions {
  from: Source
  file: string
  /** Auth0's file of password hashes. */
  passwords: string | undefined
  /** Firebase's password hash parameters. */
  hashConfig: string | undefined
  /** What the tenant's providers are called there, beyond the usual names. */
  providers: Providers
  /** People are brought without who they are at other providers. */
  withoutIdentities: boolean
  /** People are brought without their passwords, and set new ones. */
  withoutPasswords: boolean
  /** The rows are printed, and not sent. */
  isDryRun: boolean
  /** Where Amphora runs, and the secret ADMIN_TOKEN. */
  origin: string
  adminToken: string
}

const USAGE = `npm run import -- --from ${SOURCES.join('|')} <file>
  --passwords <file>      Auth0: the password hashes that its support exports
  --hash-config <file>    Firebase: the password hash parameters of the console
  --provider <name>=<id>  what the tenant's provider of that id is called there; again for each
  --without-identities    leave out who people are at other providers
  --without-passwords     leave the hashes out: people set new passwords
  --dry-run               print the rows, send nothing
The environment says where to: AMPHORA (http://localhost:8000) and ADMIN_TOKEN.`

/** @throws Error that says how it is called */
export function readOptions(
  args: string[],
  environment: Record<string, string | undefined>,
): ImportOptions {
  const { values, positionals } = parsed(args)
  const from = SOURCES.find((source) => source === values.from)
  const [file, ...more] = positionals
  if (!from || file === undefined || more.length > 0) throw new Error(USAGE)
  const adminToken = environment.ADMIN_TOKEN ?? ''
  const isDryRun = values['dry-run'] ?? false
  if (adminToken === '' && !isDryRun) throw new Error(`ADMIN_TOKEN is not set.\n${USAGE}`)
  return {
    from,
    file,
    passwords: values.passwords,
    hashConfig: values['hash-config'],
    providers: readProviders(values.provider ?? []),
    withoutIdentities: values['without-identities'] ?? false,
    withoutPasswords: values['without-passwords'] ?? false,
    isDryRun,
    origin: (environment.AMPHORA ?? 'http://localhost:8000').replace(/\/$/, ''),
    adminToken,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        passwords: { type: 'string' },
        'hash-config': { type: 'string' },
        provider: { type: 'string', multiple: true },
        'without-identities': { type: 'boolean' },
        'without-passwords': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${USAGE}`, { cause: error })
  }
}
