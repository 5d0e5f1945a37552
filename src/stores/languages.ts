/** The words of the pages in other languages than English: files beside the Worker, each read once by an isolate. */
import type { Log } from './log.ts'

export interface Languages {
  /** What `languages/<tag>.json` holds. Null for English, which has no file, and where one cannot be read now. */
  words(tag: string): Promise<unknown>
}

/** Answers by path, whatever the origin. */
interface LanguageFiles {
  fetch(url: string): Promise<Response>
}

/** As long as the isolate lives: the files change with the Worker alone. */
const known = new Map<string, unknown>()

export const createLanguages = (files: LanguageFiles, log: Log): Languages => ({
  async words(tag) {
    if (tag === 'en') return null
    if (!known.has(tag)) {
      try {
        known.set(tag, await readFile(files, tag))
      } catch (error) {
        log.event('language_not_read', { language: tag, cause: String(error) })
        return null
      }
    }
    return known.get(tag)
  },
})

async function readFile(files: LanguageFiles, tag: string): Promise<unknown> {
  const response = await files.fetch(`https://languages/${tag}.json`)
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return response.json()
}
