/** Of whom more is to be proven: whoever has come halfway for this errand, or else whoever is signed in here. */
import type { Proven } from '../../../people/sign_in/second_factor.ts'
import type { BrowserContext } from '../world.ts'
import type { Errand } from './errand.ts'
import { readHalfway } from './halfway_cookie.ts'

export const readProven = async (c: BrowserContext, errand: Errand): Promise<Proven | undefined> =>
  (await readHalfway(c, errand)) ?? errand.sessions.active
