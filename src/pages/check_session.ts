/**
 * The page behind `check_session_iframe` (Session Management §3.2): a client shows it in a frame, sends it the
 * `session_state` that it has, and is told whether that still is the browser's.
 */
import { hashSource } from './content_security_policy.ts'

/** The name of the cookie that the page reads, as `document.cookie` has it. */
export const BROWSER_STATE = 'browser_state'

/**
 * A message is the client id, a space and the session state (§3.1). Hashes as `sessionStateOf` does. Constant, so that
 * its own hash can be allowed.
 */
const SCRIPT = `
const browserState = () => /(?:^|; )__Host-${BROWSER_STATE}=([^;]*)/.exec(document.cookie)?.[1] ?? ''

const hashOf = async (text) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const answerTo = async (message, origin) => {
  // Where the browser keeps our cookies from us nothing can be said: "changed" would have the client ask without end.
  if ((await document.hasStorageAccess?.()) === false) return 'error'
  const [, clientId, hash, salt] = /^([^ ]+) ([^ .]+)[.]([^ .]+)$/.exec(message) ?? []
  if (!salt) return 'error'
  const now = await hashOf(\`\${clientId} \${origin} \${browserState()} \${salt}\`)
  return now === hash ? 'unchanged' : 'changed'
}

addEventListener('message', async ({ data, origin, source }) => {
  if (origin === 'null' || !source) return
  source.postMessage(await answerTo(data, origin).catch(() => 'error'), origin)
})
`

export const CHECK_SESSION_PAGE = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Session</title>
<script>${SCRIPT}</script>
</html>
`

/** May be framed by everybody, and do nothing but run this script. */
export const checkSessionPolicy = async (): Promise<string> =>
  `default-src 'none'; script-src ${await hashSource(SCRIPT)}; form-action 'none'; base-uri 'none'`
