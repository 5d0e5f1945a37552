/** Die Wörter derer, die selbst ein Konto anlegen: Seiten und Mails. */
import type { Messages } from '../translation.ts'
import type { signUpMails as english } from '../en/sign_up.ts'

export const signUp: Pick<Messages, 'signUp' | 'newAccount' | 'ownEmail'> = {
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
  ownEmail: {
    title: 'Ihre E-Mail-Adresse',
    about: 'Mit dieser Adresse melden Sie sich an, und Post zu Ihrem Konto geht dorthin.',
    verified: 'bestätigt',
    unverified: 'noch nicht bestätigt',
    verify: 'Link zum Bestätigen senden',
    change: 'E-Mail-Adresse ändern',
    changeHelp:
      'Ein Link geht an die neue Adresse. Bis Sie ihm hier folgen, bleibt die alte bestehen.',
    wanted: 'Neue E-Mail-Adresse',
    submit: 'Link senden',
    asked:
      'Eine Mail an {account} ist unterwegs. Öffnen Sie den Link darin in diesem Browser, um weiterzumachen.',
    confirmTitle: 'E-Mail-Adresse bestätigen',
    confirm: 'Ab jetzt melden Sie sich mit {account} an.',
    confirmSubmit: 'Bestätigen',
    closed:
      'Er wurde benutzt, ist älter als eine Stunde oder wurde in einem anderen Browser angefordert. Ihre Adresse ist, wie sie war.',
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
  invitation: {
    subject: 'Sie sind zu {tenant} eingeladen',
    about: 'Sie sind eingeladen, bei {tenant} ein Konto mit der Adresse {account} zu haben.',
    todo: 'Folgen Sie diesem Link, um es anzulegen. Er gilt einmal, eine Woche lang.',
    action: 'Ihr Konto anlegen',
    closing: 'Wenn Sie kein Konto möchten, ist nichts zu tun: Es wird keines angelegt.',
  },
  address_in_use: {
    subject: 'Sie haben ein Konto bei {tenant}',
    about:
      'Jemand möchte, dass ein Konto bei {tenant} die Adresse {account} hat. Sie ist die Adresse des Ihren.',
    todo: 'Wenn Sie das waren, melden Sie sich an. Wenn Sie Ihr Passwort nicht mehr wissen, können Sie dort ein neues wählen.',
    action: 'Anmelden',
    closing: 'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Konto ist, wie es war.',
  },
  email_proof: {
    subject: 'Ihre Adresse für {tenant} bestätigen',
    about: 'Jemand möchte, dass {account} die Adresse seines Kontos bei {tenant} ist.',
    todo: 'Wenn Sie das waren, öffnen Sie diesen Link in dem Browser, in dem Sie ihn angefordert haben. Er gilt eine Stunde lang.',
    action: 'Adresse bestätigen',
    closing: 'Wenn Sie es nicht waren, ist nichts zu tun: Es ändert sich nichts.',
  },
  email_changed: {
    subject: 'Ihre Adresse für {tenant} wurde geändert',
    about: 'Ihr Konto bei {tenant} hatte die Adresse {account}. Ab jetzt hat es eine andere.',
    todo: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, sagen Sie es sofort denen, die {tenant} betreiben.',
    action: 'Ihr Konto',
    closing: 'Post zu Ihrem Konto geht nicht mehr an diese Adresse.',
  },
}
