/** What is shown where a sign-in, or anything else, did not work out. */
import { AmphoraError } from 'amphora-idp/client'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { layout } from './layout.ts'

/** An AmphoraError says nothing that is secret; what any other error says is for the log alone. */
export function showError(error: Error, c: Context) {
  if (!(error instanceof AmphoraError)) {
    console.error(error)
    return show(c, 500, 'Something broke', 'Our log knows more.')
  }
  const title = error.code === 'access_denied' ? 'You said no' : 'That did not work'
  return show(c, error.retryable ? 503 : 400, title, error.description, error.code)
}

export const showNotFound = (c: Context) =>
  show(c, 404, 'There is no such page', 'The address may be mistyped.')

const show = (
  c: Context,
  status: 400 | 404 | 500 | 503,
  title: string,
  description: string,
  code?: string,
) =>
  c.html(
    layout({
      title,
      content: html`
        <h1>${title}</h1>
        ${code && html`<p>Error code: <code id="error-code">${code}</code></p>`}
        <p id="error-description">${description}</p>
        <p class="actions"><a class="button" href="/">All demo apps</a></p>
      `,
    }),
    status,
  )
