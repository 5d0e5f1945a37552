/** `npm run deploy`, as far as it goes without an account: what it refuses, and what it would upload. */
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const BINDINGS = ['USER', 'DIRECTORY', 'TENANT', 'REPLAY_GUARD', 'PENDING_REQUESTS', 'KV']

/** @param issuer undefined leaves that of wrangler.toml */
function deploy(issuer: string | undefined, ...args: string[]) {
  const { ISSUER: _issuer, ...inherited } = process.env
  const env = { ...inherited, ...(issuer !== undefined && { ISSUER: issuer }) }
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['run', '--silent', 'deploy', '--', ...args],
    {
      env,
      encoding: 'utf8',
    },
  )
  return { status, printed: stdout + stderr }
}

describe('npm run deploy', () => {
  it.each([
    { name: 'the issuer of a fresh clone', issuer: undefined },
    { name: 'plain http', issuer: 'http://id.example.com' },
    { name: 'a path', issuer: 'https://example.com/id' },
    { name: 'a query', issuer: 'https://example.com?tenant=1' },
    { name: 'no URL', issuer: 'id.example.com' },
    { name: 'nothing', issuer: '' },
  ])('refuses $name, and says what an issuer is', ({ issuer }) => {
    const { status, printed } = deploy(issuer)
    expect(status).toBe(1)
    expect(printed).toContain('needs an https origin')
    expect(printed).not.toContain('Upload')
  })
})

describe('npm run deploy -- --dry-run', () => {
  it('builds in a fresh clone, and names what the Worker is bound to', () => {
    const { status, printed } = deploy(undefined, '--dry-run')
    expect(printed).toContain('--dry-run: exiting now.')
    for (const binding of BINDINGS) {
      expect(printed).toMatch(new RegExp(`env\\.${binding}\\b`))
    }
    expect(status).toBe(0)
  })

  it('says nothing of an issuer that is right', () => {
    const { status, printed } = deploy('https://id.example.com', '--dry-run')
    expect(printed).not.toContain('needs an https origin')
    expect(status).toBe(0)
  })
})
