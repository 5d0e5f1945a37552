import { env, exports } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { LANGUAGES } from '../pages/messages/languages.ts'
import { createLanguages } from './languages.ts'
import { createLog } from './log.ts'

const log = createLog('test', false)

/** Files that count how often they are read. */
function countedFiles(answer: () => Response | Promise<Response>) {
  const asked: string[] = []
  const fetch = async (url: string) => {
    asked.push(new URL(url).pathname)
    return answer()
  }
  return { asked, files: { fetch } }
}

it.each(LANGUAGES.filter((tag) => tag !== 'en'))(
  'the words in %s are deployed beside the Worker',
  async (tag) => {
    const words = await createLanguages(env.LANGUAGES, log).words(tag)
    expect(words).toMatchObject({ messages: { signIn: {} }, refusals: { request_missing: {} } })
  },
)

it('a file is read once by an isolate', async () => {
  const { asked, files } = countedFiles(() => Response.json({ messages: {} }))
  const languages = createLanguages(files, log)
  for (const tag of ['xa', 'xa', 'xb']) await languages.words(tag)
  expect(await createLanguages(files, log).words('xa')).toEqual({ messages: {} })
  expect(asked).toEqual(['/xa.json', '/xb.json'])
})

it('English has no file', async () => {
  const { asked, files } = countedFiles(() => Response.json({}))
  expect(await createLanguages(files, log).words('en')).toBeNull()
  expect(asked).toEqual([])
})

it.each([
  { name: 'is missing', answer: () => new Response(null, { status: 404 }) },
  { name: 'cannot be reached', answer: () => Promise.reject(new Error('unreachable')) },
  { name: 'is no JSON', answer: () => new Response('<html>') },
])('a file that $name is asked for again', async ({ name, answer }) => {
  const answers = [answer, () => Response.json({ messages: {} })]
  const { files } = countedFiles(() => (answers.shift() ?? answer)())
  const languages = createLanguages(files, log)
  const tag = `x-${name}`
  expect(await languages.words(tag)).toBeNull()
  expect(await languages.words(tag)).toEqual({ messages: {} })
})

it('the files are no addresses of ours', async () => {
  const response = await exports.default.fetch('https://op.amphora.test/de.json')
  expect(response.status).toBe(404)
})
