/** The provider under `wrangler dev`: the real workerd, with its storage on this disk and nothing from the network. */
import { startChild, type Child } from './children.ts'
import type { LocalSettings } from './settings.ts'

const WRANGLER = 'node_modules/wrangler/bin/wrangler.js'

/**
 * Certificates that `NODE_EXTRA_CA_CERTS` names are trusted by what the provider fetches, for wrangler hands them on.
 * @param isLoud whether its log is shown
 */
export function startProvider(
  { port, issuer, outboundAllow, mail, files }: LocalSettings,
  isLoud: boolean,
): Child {
  const options = {
    ip: '127.0.0.1',
    port,
    'persist-to': files.storage,
    'env-file': files.devVars,
    // Behind a TLS proxy, wrangler would make http of every Origin that is the issuer's.
    'upstream-protocol': new URL(issuer).protocol.replace(':', ''),
    'log-level': isLoud ? 'log' : 'error',
    'show-interactive-dev-session': false,
  }
  const vars = {
    ISSUER: issuer,
    ...(outboundAllow && { OUTBOUND_ALLOW: outboundAllow }),
    ...(mail && { MAIL: mail }),
  }
  const args = [
    ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    ...Object.entries(vars).map(([name, value]) => `--var=${name}:${value}`),
  ]
  return startChild([WRANGLER, 'dev', ...args], {
    ...process.env,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
  })
}
