/** The words of signing in by mail: the way to it, the code, the link, and the mail that both stand in. */
import type { Messages } from '../translation.ts'

type MailedCode = Pick<Messages, 'byMail' | 'mailedCode' | 'mailedLink'>

export const mailedCode: MailedCode = {
  byMail: {
    submit: 'Code per E-Mail senden',
    second: 'Ein Code wird an die Adresse Ihres Kontos gesendet.',
    nameMissing: 'Geben Sie zuerst Ihre E-Mail-Adresse ein.',
    nameMissingHelp: 'Unter ihr ist Ihr Konto hier bekannt.',
  },
  mailedCode: {
    title: 'Sehen Sie in Ihr Postfach',
    mailed: 'Wenn {account} zu einem Konto hier gehört, ist eine Mail mit einem Code unterwegs.',
    code: 'Code aus der Mail',
    about:
      'Acht Ziffern. Er gilt einmal, 10 Minuten lang, in diesem Browser. Nichts angekommen? Sehen Sie bei der unerwünschten Post nach.',
    submit: 'Anmelden',
    again: 'Noch eine Mail senden',
    other: 'Anders anmelden',
    refused: 'Dieser Code stimmt nicht oder gilt nicht mehr.',
    refusedHelp: 'Nur der Code der neuesten Mail gilt, und nur wenige Versuche sind frei.',
    wait: 'Zu viele Versuche. Sie können es {when} wieder versuchen.',
    waitHelp: 'Bis dahin wird jeder Code abgelehnt, aber der Link in der Mail gilt.',
    soon: 'Die letzte Mail ist noch unterwegs.',
    soonHelp: 'Sie können {when} eine weitere anfordern.',
  },
  mailedLink: {
    title: 'Anmelden',
    about: 'Damit melden Sie sich beim Konto {account} an.',
    submit: 'Anmelden',
    elsewhereTitle: 'Gehen Sie dorthin zurück, wo Sie angefangen haben',
    elsewhere:
      'Dieser Link gilt nur in dem Browser, der ihn angefordert hat. Geben Sie dort diesen Code ein:',
    elsewhereHelp:
      'Sagen Sie ihn niemandem. Wenn Sie sich nicht anmelden wollten, schließen Sie diese Seite: Es ist nichts geschehen.',
    closedTitle: 'Dieser Link gilt nicht mehr',
    closed:
      'Er wurde benutzt, ist älter als 10 Minuten, oder es gibt einen neueren. Fangen Sie noch einmal an.',
  },
}

export const signInCodeMail: Messages['mails']['sign_in_code'] = {
  subject: 'Anmelden bei {tenant}',
  about:
    'Jemand möchte sich beim Konto {account} bei {tenant} anmelden. Wenn Sie das sind, geben Sie diesen Code ein:',
  todo: 'Oder folgen Sie diesem Link, in demselben Browser. Beides gilt einmal, 10 Minuten lang.',
  action: 'Anmelden',
  closing:
    'Wenn Sie es nicht waren, ist nichts zu tun. Niemand von uns fragt je nach diesem Code: Sagen Sie ihn niemandem.',
}
