/** A tenant's look and own words, as `PATCH /api/sso/v1/tenant` takes them. */
import * as v from 'valibot'
import { omissible } from './entries.ts'
import { about, displayText, webUri } from './values.ts'

const LONGEST_PICTURE = 8192

const color = v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/))

const colors = v.strictObject(
  omissible({ accent: color, background: color, surface: color, text: color }),
)

/** An https address, or a PNG in it (its eight first bytes are always the same: PNG 3rd edition §5.2). */
const picture = v.pipe(
  v.string(),
  v.maxLength(LONGEST_PICTURE),
  v.regex(
    /^(?:https:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,2040}|data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]+={0,2})$/,
  ),
)

const texts = v.strictObject(
  omissible({ sign_in_title: displayText, sign_in_about: displayText, footer: displayText }),
)

export const branding = v.strictObject(
  omissible({
    logo_uri: about('An https address that browsers load, or a PNG as a data: URI', picture),
    logo_dark_uri: about('Instead of it in the dark', picture),
    colors: about(
      'Ours where left out. Text and accent must be readable (WCAG 2.2 §1.4.3)',
      v.strictObject({ light: colors, dark: colors }),
    ),
    corner_radius: about('Pixels', v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24))),
    texts: about(
      'By language, such as en',
      v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/)), texts),
    ),
    links: about(
      'At the foot of every page',
      v.strictObject(
        omissible({
          help_uri: webUri,
          privacy_uri: webUri,
          terms_uri: webUri,
          imprint_uri: webUri,
        }),
      ),
    ),
  }),
)
