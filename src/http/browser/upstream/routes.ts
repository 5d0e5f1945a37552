/** `/login/…`: signing in with others. */
import { Hono } from 'hono'
import type { BrowserEnv } from '../world.ts'
import { onWith } from './begin.ts'
import { onAnswer, onPosted } from './callback.ts'
import { createNewcomer, newcomerPage } from './newcomer.tsx'

export const upstreamRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/with/:upstream', onWith)
    .get('/from/:upstream', onAnswer)
    .post('/from/:upstream', onPosted)
    .get('/newcomer', newcomerPage)
    .post('/newcomer', createNewcomer)
