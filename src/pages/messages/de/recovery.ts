/** The words of a forgotten password: its pages, its mails, and where a local provider shows them. */
import { signInCodeMail } from './mailed_code.ts'
import type { Messages } from '../translation.ts'
import { signUpMails } from './sign_up.ts'
import { upstreamMails } from './upstream.ts'
import { passkeyMails } from './passkeys.ts'

type Recovery = Pick<Messages, 'recover' | 'newPassword' | 'mails' | 'outbox'>

export const recovery: Recovery = {
  recover: {
    title: 'Passwort vergessen?',
    about:
      'Geben Sie Ihre E-Mail-Adresse ein. Wir senden einen Link dorthin, mit dem Sie ein neues wählen können.',
    username: 'E-Mail-Adresse',
    submit: 'Link senden',
    back: 'Zurück zur Anmeldung',
    wait: 'Zu viele Versuche. Sie können es {when} wieder versuchen.',
    waitHelp: 'Bis dahin wird von hier kein Link gesendet.',
    askedTitle: 'Sehen Sie in Ihr Postfach',
    asked: 'Wenn {account} zu einem Konto hier gehört, ist ein Link dorthin unterwegs.',
    askedHelp:
      'Er gilt einmal, 30 Minuten lang. Nichts angekommen? Sehen Sie bei der unerwünschten Post nach, bevor Sie noch einmal fragen.',
    again: 'Einen neuen Link anfordern',
  },
  newPassword: {
    title: 'Neues Passwort wählen',
    about: 'Sie werden überall abgemeldet, und Apps verlieren ihren Zugriff.',
    username: 'E-Mail-Adresse',
    password: 'Neues Passwort',
    length: 'Mindestens {count} Zeichen. Ein paar Wörter hintereinander merken sich leicht.',
    submit: 'Neues Passwort setzen',
    short: 'Dieses Passwort ist zu kurz.',
    shortHelp: 'Es braucht mindestens {count} Zeichen.',
    long: 'Dieses Passwort ist zu lang.',
    longHelp: 'Es darf 1.000 Zeichen haben.',
    common: 'Dieses Passwort wird als Erstes erraten.',
    commonHelp:
      'Es steht auf Listen häufiger Passwörter oder sagt, was alle wissen. Wählen Sie ein anderes.',
    wait: 'Hier ist gerade zu viel los. Sie können es {when} wieder versuchen.',
    waitHelp: 'Ihr Link gilt weiterhin.',
    closedTitle: 'Dieser Link gilt nicht mehr',
    closed:
      'Er wurde benutzt, ist älter als 30 Minuten, oder es gibt einen neueren. Ihr Passwort ist, wie es war.',
    changedTitle: 'Ihr Passwort ist geändert',
    changed: 'Sie sind überall abgemeldet. Melden Sie sich jetzt mit dem neuen Passwort an.',
    signIn: 'Anmelden',
  },
  mails: {
    sign_in_code: signInCodeMail,
    recovery: {
      subject: 'Neues Passwort für {tenant} wählen',
      about: 'Jemand möchte für das Konto {account} bei {tenant} ein neues Passwort wählen.',
      todo: 'Wenn Sie das waren, folgen Sie diesem Link. Er gilt einmal, 30 Minuten lang.',
      action: 'Neues Passwort wählen',
      closing: 'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    },
    password_changed: {
      subject: 'Ihr Passwort für {tenant} wurde geändert',
      about:
        'Das Passwort des Kontos {account} bei {tenant} wurde über einen Link geändert, den wir gesendet haben.',
      todo: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, liest jemand Ihre Post: Sichern Sie zuerst Ihr Postfach und wählen Sie dann hier ein neues Passwort.',
      action: 'Neues Passwort wählen',
      closing: 'Alle Sitzungen wurden abgemeldet, und keine App hat noch Zugriff.',
    },
    own_password_changed: {
      subject: 'Ihr Passwort für {tenant} wurde geändert',
      about: 'Das Passwort des Kontos {account} bei {tenant} wurde auf der Kontoseite geändert.',
      todo: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, kennt jemand Ihr altes Passwort: Wählen Sie hier ein neues.',
      action: 'Neues Passwort wählen',
      closing: 'Alle anderen Sitzungen wurden abgemeldet, und keine App hat noch Zugriff.',
    },
    ...upstreamMails,
    recovery_sent: {
      subject: 'Neues Passwort für {tenant} wählen',
      about:
        'Der Betrieb von {tenant} sendet Ihnen dies, damit Sie für das Konto {account} ein neues Passwort wählen.',
      todo: 'Wenn das so besprochen war, folgen Sie diesem Link. Er gilt einmal, 30 Minuten lang.',
      action: 'Neues Passwort wählen',
      closing:
        'Wenn nicht, ist nichts zu tun: Ihr Passwort bleibt, wie es ist. Niemand bei {tenant} braucht diesen Link oder Ihr Passwort.',
    },
    password_set: {
      subject: 'Ihr Passwort für {tenant} wurde geändert',
      about: 'Der Betrieb von {tenant} hat für das Konto {account} ein neues Passwort gesetzt.',
      todo: 'Wenn das so besprochen war, ist nichts zu tun. Wenn nicht, oder damit nur Sie es kennen, wählen Sie hier ein neues Passwort.',
      action: 'Neues Passwort wählen',
      closing: 'Alle Sitzungen wurden abgemeldet, und keine App hat noch Zugriff.',
    },
    ...signUpMails,
    ...passkeyMails,
  },
  outbox: {
    title: 'Postausgang',
    about:
      'Mails des letzten Tages. Dieser Provider läuft auf Ihrem Rechner und sendet keine davon.',
    empty: 'Noch wurde keine Mail geschrieben.',
    to: 'An',
    at: 'Geschrieben',
  },
}
