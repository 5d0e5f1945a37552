import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

it('works', async () => {
  const hash = await hashPassword('correct horse')
  console.log(hash)
  const t = Date.now()
  expect(await verifyPassword('correct horse', hash)).toEqual({ isRight: true, needsRehash: false })
  expect(await verifyPassword('correct hors', hash)).toEqual({ isRight: false, needsRehash: false })
  expect(await verifyPassword('correct hors', null)).toEqual({ isRight: false, needsRehash: false })
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  await verifyPassword('x', hash)
  console.log('turns', turns, Date.now() - t)
  await new Promise((r) => setTimeout(r, 20))
  console.log('turns', turns, Date.now() - t)
  clearInterval(timer)
})
