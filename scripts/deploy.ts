/**
 * `npm run deploy`: puts Amphora on Cloudflare. Arguments go on to `wrangler deploy`; `--dry-run` builds and sends
 * nothing. The issuer is part of every token, so one that is not final is refused.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const given = process.argv.slice(2)
const isDryRun = given.includes('--dry-run')

/** The environment's, else that of wrangler.toml. */
function configuredIssuer(): string {
  const [, inFile = ''] = /^ISSUER = "(.*)"$/m.exec(readFileSync('wrangler.toml', 'utf8')) ?? []
  return process.env.ISSUER ?? inFile
}

const isHttpsOrigin = (issuer: string): boolean =>
  URL.canParse(issuer) &&
  new URL(issuer).protocol === 'https:' &&
  new URL(issuer).origin === issuer.replace(/\/$/, '')

const issuer = configuredIssuer()
if (!isHttpsOrigin(issuer)) {
  const refusal = `ISSUER is ${issuer}: a deployed Amphora needs an https origin, such as https://id.example.com.
Set it in wrangler.toml, or for one deploy: ISSUER=https://id.example.com npm run deploy`
  if (!isDryRun) {
    console.error(refusal)
    process.exit(1)
  }
  console.log(`${refusal}\nBuilding all the same, for nothing is sent.`)
}

const wrangler = ['node_modules/wrangler/bin/wrangler.js', 'deploy', '--var', `ISSUER:${issuer}`]
const { status } = spawnSync(process.execPath, [...wrangler, ...given], {
  stdio: 'inherit',
  env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
})
process.exit(status ?? 1)
