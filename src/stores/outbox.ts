/** Mails that were not sent but kept, on a machine where nobody could receive them: newest first, for a day. */
import { DAY, nowMilliseconds, type Seconds } from '../kernel/clock.ts'
import type { Mail } from './mailer.ts'

export interface KeptMail extends Mail {
  at: Seconds
}

export interface Outbox {
  keep(mail: Mail, id: string): Promise<void>
  /** The newest fifty. */
  mails(): Promise<KeptMail[]>
}

const PREFIX = 'outbox:'
const MOST_SHOWN = 50
/** Where names of keys that begin with the time sort backwards. */
const FAR_AWAY = 1e14

export function createOutbox(kv: KVNamespace): Outbox {
  return {
    async keep(mail, id) {
      const now = nowMilliseconds()
      const kept: KeptMail = { ...mail, at: Math.floor(now / 1000) }
      await kv.put(`${PREFIX}${FAR_AWAY - now}:${id}`, JSON.stringify(kept), { expirationTtl: DAY })
    },
    async mails() {
      const { keys } = await kv.list({ prefix: PREFIX, limit: MOST_SHOWN })
      const mails = await Promise.all(keys.map(({ name }) => kv.get<KeptMail>(name, 'json')))
      return mails.filter((mail) => mail !== null)
    },
  }
}
