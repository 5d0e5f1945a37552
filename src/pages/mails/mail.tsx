/**
 * A letter as plain text and as simple HTML: no pictures, no scripts, nothing that is loaded when it is read. Names that
 * others have chosen come into the HTML through JSX alone, which escapes them.
 */
import { html, raw } from 'hono/html'
import { brandColors, type Branding } from '../../domain/branding.ts'
import { paletteOf } from '../../domain/palette.ts'
import type { PageProps } from '../layout.tsx'
import { fill } from '../parts/phrase.tsx'
import type { Letter } from './letters.ts'

interface MailBody {
  subject: string
  text: string
  html: string
}

/** The tenant's branding gives the button its colour; without it, it is ours. */
export async function mailOf(
  letter: Letter,
  page: PageProps,
  branding: Branding = {},
): Promise<MailBody> {
  const written = await html`${(<HtmlLetter letter={letter} {...page} branding={branding} />)}`
  return {
    subject: oneLine(letter.subject),
    text: textOf(letter, page),
    // A plain string: what Hono gives is an object around one.
    html: written.toString(),
  }
}

/** A header holds no line break, whatever a service makes of one (CWE-93). */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export const textOf = (
  { paragraphs: [first = '', ...paragraphs], code, action: { label, url }, closing }: Letter,
  { tenantName, lang }: PageProps,
): string =>
  [
    first,
    ...(code === undefined ? [] : [code]),
    ...paragraphs,
    `${fill(lang.messages.page.label, { label })}\n${url}`,
    ...closing,
    oneLine(tenantName),
  ].join('\n\n')

interface HtmlLetterProps extends PageProps {
  letter: Letter
  branding: Branding
}

const HtmlLetter = ({ letter, tenantName, lang, branding }: HtmlLetterProps) => (
  <>
    {raw('<!DOCTYPE html>')}
    <html lang={lang.tag} dir={lang.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{letter.subject}</title>
      </head>
      <body style={BODY}>
        {letter.paragraphs.map((text, at) => (
          <>
            <p>{text}</p>
            {at === 0 && letter.code !== undefined && <p style={CODE}>{letter.code}</p>}
          </>
        ))}
        <p>
          <a href={letter.action.url} style={buttonStyle(branding)}>
            {letter.action.label}
          </a>
        </p>
        <p style={SMALL}>{letter.action.url}</p>
        {letter.closing.map((text) => (
          <p>{text}</p>
        ))}
        <p style={SMALL}>{tenantName}</p>
      </body>
    </html>
  </>
)

/** In the elements themselves, for many mail programs read no style sheet. */
const BODY = 'max-width:32rem;margin:0 auto;padding:1.5rem;font:16px/1.5 sans-serif'
const CODE = 'font:700 28px/1.2 monospace;letter-spacing:2px'
function buttonStyle(branding: Branding): string {
  const { accent, onAccent } = paletteOf(brandColors(branding, 'light'))
  return `display:inline-block;padding:.7rem 1rem;border-radius:8px;background:${accent};color:${onAccent};font-weight:600;text-decoration:none`
}
const SMALL = 'font-size:13px;word-break:break-all'
