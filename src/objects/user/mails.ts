/** Mails that a turn has decided on: kept until they are sent or given up. */
import { isMailGivenUp, waitForMail, type MailNotice } from '../../domain/mail_notice.ts'
import { mailUndelivered } from '../../domain/security_event.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { JobsPort } from '../jobs_port.ts'
import type { Sql } from '../sql.ts'
import { readPerson } from './documents.ts'
import type { Turn } from './turn.ts'

const TAKEN_AT_ONCE = 20

interface Due {
  mail: MailNotice
  attempts: number
}

/** Has it sent as soon as this turn is over. */
export function noteMail({ sql, now, wake }: Turn, mail: MailNotice): void {
  sql.write(
    'INSERT OR IGNORE INTO mails (id, due, attempts, record) VALUES (?, ?, 0, ?)',
    mail.id,
    now,
    JSON.stringify(mail),
  )
  wake()
}

/** When the next attempt is due; Infinity where nothing waits. */
export function nextMail(sql: Sql): Seconds {
  const [row] = sql.read<{ due: number | null }>('SELECT min(due) AS due FROM mails')
  return row?.due ?? Infinity
}

/** Takes what is due. Each attempt is counted before it is made, as those of `logouts.ts` are. */
export function takeDueMails(turn: Turn): MailNotice[] {
  const { sql, now } = turn
  const due = sql
    .read<{ attempts: number; record: string }>(
      'SELECT attempts, record FROM mails WHERE due <= ? ORDER BY due LIMIT ?',
      now,
      TAKEN_AT_ONCE,
    )
    .map(({ attempts, record }): Due => ({
      attempts: attempts + 1,
      mail: JSON.parse(record) as MailNotice,
    }))
  return due.flatMap(({ mail, attempts }) => {
    const isGivenUp = isMailGivenUp(mail, attempts, now)
    if (isGivenUp) giveUp(turn, mail)
    else countAttempt(turn, mail, attempts)
    return isGivenUp ? [] : [mail]
  })
}

function countAttempt({ sql, now }: Turn, { id }: MailNotice, attempts: number): void {
  const due = now + waitForMail(attempts)
  sql.write('UPDATE mails SET attempts = ?, due = ? WHERE id = ?', attempts, due, id)
}

function giveUp({ sql, now, tell }: Turn, mail: MailNotice): void {
  forgetMail(sql, mail.id)
  if (readPerson(sql)) tell(mailUndelivered(mail, now))
}

export function forgetMail(sql: Sql, id: string): void {
  sql.write('DELETE FROM mails WHERE id = ?', id)
}

/** Sends all of them, side by side. Never throws. */
export async function deliverMails(
  sql: Sql,
  jobs: JobsPort,
  mails: readonly MailNotice[],
): Promise<void> {
  await Promise.all(
    mails.map(async (mail) => {
      const isDone = await jobs.deliverMail(mail).catch(() => false)
      if (isDone) forgetMail(sql, mail.id)
    }),
  )
}
