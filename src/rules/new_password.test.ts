import { expect, it } from 'vitest'
import { passwordFault } from './new_password.ts'

const known = ['Harbour Museum', 'ada.lovelace@harbour.example', 'ada.lovelace']
const faultOf = (password: string, shortest = 8) => passwordFault(password, { shortest, known })

it.each([
  { name: 'seven characters', password: 'a7#kQz!', expect: 'short' },
  { name: 'eight of them', password: 'a7#kQz!w', expect: undefined },
  {
    name: 'eight letters of four UTF-16 units more',
    password: '😀🐢🏺🎈🧭🪁🛶🧵',
    expect: undefined,
  },
  { name: 'four letters that are eight units', password: '😀🐢🏺🎈', expect: 'short' },
  { name: 'spaces between words', password: 'a pail of plums', expect: undefined },
  { name: 'no digit, no capital, no sign', password: 'lanternfishery', expect: undefined },
  { name: 'one of a breach', password: 'sunshine1', expect: 'common' },
  { name: 'one of a breach in capitals', password: 'SunShine1', expect: 'common' },
  { name: 'one of a breach in wide letters', password: 'ｓｕｎｓｈｉｎｅ１', expect: 'common' },
  { name: 'one of a breach, twice', password: 'sunshine1sunshine1', expect: 'common' },
  { name: 'one of a breach with more behind', password: 'sunshine1 on tiles', expect: undefined },
  { name: 'one letter', password: 'zzzzzzzzzzzzzzzzzzzz', expect: 'common' },
  { name: 'three letters', password: 'xyqxyqxyqxyqxyq', expect: 'common' },
  { name: 'the name of the place', password: 'harbour museum', expect: 'common' },
  { name: "the person's address", password: 'Ada.Lovelace@Harbour.Example', expect: 'common' },
  { name: 'the first half of it', password: 'ada.lovelace', expect: 'common' },
  { name: '1,024 units', password: 'a7#kQz!w'.repeat(127) + '12345678', expect: undefined },
  { name: '1,025 of them', password: 'a7#kQz!w'.repeat(128) + '1', expect: 'long' },
  { name: 'half of a surrogate pair', password: 'a7#kQz!w\ud800', expect: 'long' },
])('$name: $expect (NIST SP 800-63B-4 §3.1.1.2)', ({ password, expect: fault }) => {
  expect(faultOf(password)).toBe(fault)
})

it.each([15, 64])('is as long as the tenant asks: %i', (shortest) => {
  const password = Array.from({ length: shortest }, (_, at) => String.fromCodePoint(0x400 + at))
  expect(faultOf(password.join(''), shortest)).toBeUndefined()
  expect(faultOf(password.slice(1).join(''), shortest)).toBe('short')
})
