/**
 * Text that people will read and others wrote: names of apps, of people, of scopes. Characters that hide, reorder or
 * imitate what is read are refused where such text comes in (CWE-1007, CVE-2021-42574); markup is not, for it is
 * escaped where it goes out.
 */

/** C0, DEL and C1 controls, and the separators of lines and paragraphs. */
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029'
/** Marks, embeddings, overrides and isolates that turn the direction of writing. */
const DIRECTIONS = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f'
/** What takes no room: soft hyphen, joiners, fillers, the byte order mark, interlinear marks, and tags (U+E0000). */
const INVISIBLE =
  '\\u00ad\\u034f\\u115f\\u1160\\u180e\\u200b-\\u200d\\u2060-\\u2065\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\udb40'

/** Written without the `u` flag, so that it can stand as a JSON Schema `pattern`. */
export const DISPLAY_TEXT = new RegExp(`^[^${CONTROLS}${DIRECTIONS}${INVISIBLE}]*$`)

/** As above, over several lines: `address.formatted` "MAY contain multiple lines" (OpenID Connect Core §5.1.1). */
export const DISPLAY_LINES = new RegExp(`^(?:[^${CONTROLS}${DIRECTIONS}${INVISIBLE}]|\\r?\\n)*$`)

export const LONGEST_DISPLAY_TEXT = 200

/** Whether a text may be shown to people: at most 200 characters, none of which hides or reorders others. */
export const isDisplayText = (text: string): boolean =>
  text.length <= LONGEST_DISPLAY_TEXT && DISPLAY_TEXT.test(text) && text.isWellFormed()
