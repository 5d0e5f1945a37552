/** Die Wörter derer, die selbst ein Konto anlegen: Seiten und Mails. */
import type { Messages } from '../translation.ts'
import type { signUpMails as english } from '../en/sign_up.ts'

export const signUp: Pick<Messages, 'signUp' | 'newAccount'> = {
  signUp: {
    title: 'Konto anlegen',
    about: 'Geben Sie Ihre E-Mail-Adresse ein. Wir senden einen Link dorthin, der weiterführt.',
    username: 'E-Mail-Adresse',
    submit: 'Weiter',
    back: 'Ich habe schon ein Konto',
    malformed: 'Das ist keine E-Mail-Adresse.',
    malformedHelp: 'Sie sieht aus wie ada@example.com.',
    wait: 'Zu viele Versuche. Sie können es {when} wieder versuchen.',
    waitHelp: 'Bis dahin wird von hier kein Link gesendet.',
    askedTitle: 'Sehen Sie in Ihr Postfach',
    asked: 'Eine Mail an {account} ist unterwegs. Folgen Sie dem Link darin, um weiterzumachen.',
    askedHelp:
      'Er gilt eine Stunde lang. Nichts angekommen? Sehen Sie bei der unerwünschten Post nach, bevor Sie noch einmal fragen.',
    again: 'Einen neuen Link anfordern',
  },
  newAccount: {
    title: 'Ihr Konto anlegen',
    about: 'Ihre Adresse ist bestätigt. Wählen Sie ein Passwort, dann sind Sie fertig.',
    name: 'Voller Name',
    nameHint: 'Sie dürfen das leer lassen.',
    password: 'Passwort',
    accept: 'Ich stimme den {terms} zu.',
    terms: 'Nutzungsbedingungen',
    privacy: 'Datenschutzerklärung',
    submit: 'Konto anlegen',
    nameRefused: 'Dieser Name kann nicht gespeichert werden.',
    nameRefusedHelp: 'Er darf 200 Zeichen haben und keines, das unsichtbar ist.',
    termsMissing: 'Ein Konto braucht Ihre Zustimmung zu den Nutzungsbedingungen.',
    termsMissingHelp: 'Lesen Sie sie und setzen Sie das Häkchen, oder gehen Sie ohne Konto.',
    wait: 'Hier ist gerade zu viel los. Sie können es {when} wieder versuchen.',
    waitHelp: 'Ihr Link gilt weiterhin.',
    closed:
      'Er wurde benutzt, ist zu alt oder wurde zurückgenommen. Wenn Sie Ihr Konto damit angelegt haben, melden Sie sich an.',
  },
}

export const signUpMails: Pick<Messages['mails'], keyof typeof english> = {
  sign_up: {
    subject: 'Ihr Konto bei {tenant} anlegen',
    about: 'Jemand möchte bei {tenant} ein Konto mit der Adresse {account} anlegen.',
    todo: 'Wenn Sie das waren, folgen Sie diesem Link. Er gilt einmal, eine Stunde lang.',
    action: 'Ihr Konto anlegen',
    closing: 'Wenn Sie es nicht waren, ist nichts zu tun: Es wird kein Konto angelegt.',
  },
  address_in_use: {
    subject: 'Sie haben ein Konto bei {tenant}',
    about:
      'Jemand möchte bei {tenant} ein Konto mit der Adresse {account} anlegen, die schon eines hat.',
    todo: 'Wenn Sie das waren, melden Sie sich an. Wenn Sie Ihr Passwort nicht mehr wissen, können Sie dort ein neues wählen.',
    action: 'Anmelden',
    closing: 'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Konto ist, wie es war.',
  },
}
