/** The documentation, followed to the letter by a new user: every command and every program in it is run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blocksOf, type Block } from './document.ts'
import { startAsNewUser, type NewUser } from './new_user.ts'
import { Reader } from './reader.ts'

let user: NewUser
let reader: Reader

beforeAll(async () => {
  user = await startAsNewUser()
  const printed = (name: string) => new RegExp(`${name} +(\\S+)`).exec(user.printed)?.[1] ?? ''
  const login = { username: printed('Sign in as'), password: printed('Password') }
  reader = new Reader(user.folder, user.origin, login)
})
afterAll(() => user.leave())

/** What a page shows of an answer, where it says what will come. */
const EXPECTED: [command: RegExp, answer: RegExp][] = [
  [/POST http:\S+\/api\/sso\/v1\/oauth\/clients/, /"client_id": ?"client_/],
  [/^node device\.mjs/m, /Signed in as ada@example\.com/],
  [/^(?:node|python3) (?!device)/m, /\/oauth\/authorize\?\S*request=ey/],
  [/\/oauth\/token/, /"id_token": ?"ey/],
  [/\/oauth\/userinfo/, /"email": ?"ada@example\.com"/],
  [/\/oauth\/authorize\?client_id=/, /request_missing/],
  [/"branding": \{/, /"sign_in_title": ?"Welcome aboard"/],
  [/npm run deploy -- --dry-run/, /dry-run/],
  [/^npm run import/m, /Done\. \d+ accounts: [12] created, 0 unchanged, 0 refused/],
  [/\/users\/import/, /"result":"finished","next_line":3,"created":2,/],
]

const expectationsOf = ({ text }: Block): RegExp[] =>
  EXPECTED.filter(([command]) => command.test(text)).map(([, answer]) => answer)

/** Runs the commands of a page and writes its programs, in their order: each goes on from those before. */
function followPage(page: string): void {
  const blocks = blocksOf(page).filter(({ language }) => language !== 'text')
  it.each(blocks)('does what it says in line $line', async (block) => {
    const printed = await reader.follow(block)
    if (block.language !== 'sh') return
    for (const answer of expectationsOf(block)) expect(printed).toMatch(answer)
    expect(printed).not.toMatch(/"error": ?"/)
  })
}

const DRIVER = `
  const { login, callback } = await import('./login.mjs')
  const [, , url, cookie] = process.argv
  if (url) {
    const answer = await callback(new Request(url, { headers: { cookie } }))
    console.log(await answer.text())
  } else {
    const { headers } = await login()
    console.log(headers.get('Location'))
    console.log(headers.get('Set-Cookie').split(';')[0])
  }`

describe('README.md', () => {
  followPage('README.md')

  it('signs a person in with the program that it shows', async () => {
    const [address = '', cookie = ''] = (await reader.runProgram(DRIVER, [])).split('\n')
    const callback = await reader.signIn(address)
    const answer = await reader.runProgram(DRIVER, [callback, cookie])
    expect(JSON.parse(answer)).toEqual({
      sub: expect.stringMatching(/./),
      email: 'ada@example.com',
    })
  })
})

describe.each([
  'docs/quickstart.md',
  'docs/signed-requests.md',
  'docs/devices.md',
  'docs/admin-api.md',
  'docs/branding.md',
  'docs/claims.md',
  'docs/browser-apps.md',
  'docs/import.md',
])('%s', (page) => {
  followPage(page)
})
