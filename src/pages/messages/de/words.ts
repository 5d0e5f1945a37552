/** All words of the pages in German, in the formal address. */
import type { Messages } from '../translation.ts'
import { deAccount } from './account.ts'
import { mailedCode } from './mailed_code.ts'
import { passkeys } from './passkeys.ts'
import { recovery } from './recovery.ts'
import { upstream } from './upstream.ts'
import { secondFactors } from './second_factors.ts'
import { signUp } from './sign_up.ts'

export const de: Messages = {
  page: {
    title: '{title} · {tenant}',
    failed: 'Fehler: {title}',
    sealed: 'Versiegelt von Amphora',
    links: 'Über diese Website',
    help: 'Hilfe',
    imprint: 'Impressum',
  },
  app: {
    goesTo: 'Danach werden Sie zu {destination} weitergeleitet.',
    goesToDevice: 'Danach werden Sie zu einer App auf diesem Gerät weitergeleitet ({destination}).',
    goesToCode: 'Das ist für das Gerät, das den Code {code} zeigt.',
    policy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    back: 'Zurück zu {app}',
    again: 'Neu bei {app} anmelden',
  },
  signIn: {
    title: 'Anmelden',
    asks: '{app} bittet Sie, sich anzumelden.',
    username: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    refused: 'Die E-Mail-Adresse oder das Passwort stimmt nicht.',
    refusedHelp: 'Prüfen Sie beides und versuchen Sie es noch einmal.',
    wait: 'Zu viele Versuche. Sie können es {when} wieder versuchen.',
    waitHelp: 'Bis dahin wird jeder Versuch abgewiesen, auch einer mit dem richtigen Passwort.',
    goOn: 'Weiter',
    remember: 'Auf diesem Gerät angemeldet bleiben',
    forgot: 'Passwort vergessen?',
    signUp: 'Konto anlegen',
    confirmTitle: 'Bestätigen Sie, dass Sie es sind',
    confirmAsks: '{app} bittet Sie, Ihr Passwort noch einmal einzugeben.',
    confirmSubmit: 'Bestätigen',
    other: 'Anderes Konto verwenden',
  },
  ...recovery,
  ...upstream,
  ...mailedCode,
  ...signUp,
  ...passkeys,
  ...secondFactors,
  choose: {
    title: 'Konto auswählen',
    asks: '{app} fragt, welches Konto Sie verwenden möchten.',
    own: 'Welches Konto möchten Sie öffnen?',
    goOn: 'Weiter als:',
    other: 'Anderes Konto verwenden',
  },
  consent: {
    title: '{app} bittet um Zugriff',
    account: 'Ihr Konto',
    wants: 'Wenn Sie zustimmen, darf {app}:',
    claims: 'diese Angaben über Sie sehen: {claims}',
    approve: 'Zustimmen',
    deny: 'Ablehnen',
    scopes: {
      openid: 'Sie wiedererkennen, wenn Sie zurückkehren',
      profile: 'Ihr Profil sehen: Namen, Bild, Geburtsdatum, Sprache und Ähnliches',
      email: 'Ihre E-Mail-Adresse sehen',
      phone: 'Ihre Telefonnummer sehen',
      address: 'Ihre Postanschrift sehen',
      offline_access:
        'diesen Zugriff auch in Ihrer Abwesenheit behalten, bis er zurückgenommen wird',
      roles: 'sehen, welche Rollen Sie haben',
      groups: 'sehen, zu welchen Gruppen Sie gehören',
      'amphora:admin':
        'in Ihrem Namen den Betrieb hier führen: Personen, Apps und Einstellungen sehen und ändern',
    },
  },
  claims: {
    name: 'vollständiger Name',
    given_name: 'Vorname',
    family_name: 'Nachname',
    middle_name: 'zweiter Vorname',
    nickname: 'Spitzname',
    preferred_username: 'Benutzername',
    profile: 'Profilseite',
    picture: 'Bild',
    website: 'Website',
    gender: 'Geschlecht',
    birthdate: 'Geburtsdatum',
    zoneinfo: 'Zeitzone',
    locale: 'Sprache',
    updated_at: 'Zeitpunkt der letzten Änderung',
    email: 'E-Mail-Adresse',
    email_verified: 'ob die E-Mail-Adresse bestätigt ist',
    phone_number: 'Telefonnummer',
    phone_number_verified: 'ob die Telefonnummer bestätigt ist',
    address: 'Postanschrift',
  },
  device: {
    title: 'Gerät verbinden',
    about: 'Geben Sie den Code ein, den Ihr Gerät zeigt.',
    compare: 'Zeigt Ihr Gerät diesen Code? Fahren Sie nur fort, wenn er derselbe ist.',
    code: 'Code',
    submit: 'Weiter',
    warning: 'Fahren Sie nur fort, wenn Sie das auf einem Gerät vor Ihnen begonnen haben.',
    warningHelp:
      'Hat Ihnen jemand diesen Code oder diesen Link geschickt, fahren Sie nicht fort: Wer das Gerät hat, käme sonst in Ihr Konto.',
    malformed: 'Das ist kein ganzer Code.',
    malformedHelp: 'Ein Code hat acht Buchstaben, wie WDJB-MJHT, und keine Vokale.',
    unknown: 'Kein Gerät wartet mit diesem Code.',
    unknownHelp: 'Vergleichen Sie ihn mit Ihrem Gerät; vielleicht zeigt es inzwischen einen neuen.',
    used: 'Dieser Code wurde schon anderswo eingegeben oder ist verbraucht.',
    usedHelp: 'Beginnen Sie auf Ihrem Gerät von vorn und geben Sie den neuen Code hier ein.',
    wait: 'Zu viele falsche Codes. Sie können es {when} wieder versuchen.',
    waitHelp: 'Bis dahin wird jeder Code abgewiesen, auch ein richtiger.',
    waitSignIn: 'Wer angemeldet ist, muss nicht warten:',
    signIn: 'Zuerst anmelden',
  },
  deviceApproval: {
    title: '{app} verbinden?',
    code: 'Ihr Gerät muss diesen Code zeigen',
    asked: 'Angefragt wurde das {when}.',
    askedFrom: 'Angefragt wurde das {when} ({country}).',
    account: 'Verbunden wird es mit Ihrem Konto',
    other: 'Anderes Konto verwenden',
    wants: 'Wenn Sie zustimmen, darf {app} auf jenem Gerät:',
    approve: 'Verbinden',
    deny: 'Ablehnen',
  },
  deviceAnswered: {
    approved: 'Ihr Gerät ist verbunden',
    approvedEffect:
      '{app} macht dort in wenigen Sekunden weiter. Sie können diese Seite jetzt schließen.',
    denied: 'Das Gerät wurde nicht verbunden',
    deniedEffect: 'An {app} wurde nichts weitergegeben. Sie können diese Seite jetzt schließen.',
  },
  signOut: {
    title: 'Abmelden?',
    asks: '{app} bittet darum, Sie abzumelden.',
    accounts: 'Abgemeldet wird:',
    effect:
      'Apps, die Sie mit diesem Konto nutzen, bitten Sie danach vielleicht erneut, sich anzumelden.',
    confirm: 'Abmelden',
    cancel: 'Angemeldet bleiben',
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    effect: 'Sie können diese Seite jetzt schließen.',
    onYourWay: 'Die Apps, die Sie genutzt haben, erfahren es gerade. Danach geht es weiter.',
    goOn: 'Weiter zu {app}',
  },
  home: {
    title: 'Willkommen',
    about: 'Hier melden sich Menschen bei den Apps an, die {tenant} vertrauen.',
    signedIn: 'Sie sind angemeldet als:',
    signedOut:
      'Sie sind nicht angemeldet. Öffnen Sie die App, die Sie nutzen möchten: Sie führt Sie hierher.',
    account: 'Ihr Konto',
    signIn: 'Bei Ihrem Konto anmelden',
    signOut: 'Abmelden',
    developers: 'Für Entwickler',
    discovery: 'Discovery-Dokument',
    errors: 'Fehlerverzeichnis',
  },
  account: deAccount,
  formPost: {
    title: 'Einen Moment',
    about: 'Sie sind auf dem Weg zurück zu {app}.',
    submit: 'Weiter zu {app}',
  },
  error: {
    told: {
      request: {
        title: 'Diese App hat eine Anfrage gesendet, die wir nicht annehmen können',
        person:
          'Sie haben nichts falsch gemacht, und nichts über Sie wurde weitergegeben. Gehen Sie zurück zur App und versuchen Sie es noch einmal; erscheint diese Seite wieder, sagen Sie es den Betreibern der App.',
      },
      spent: {
        title: 'Dieser Anmeldelink wurde schon benutzt',
        person:
          'Jeder Link einer App gilt einmal. Nichts ist verloren: Gehen Sie zurück zur App und melden Sie sich von dort aus an.',
      },
      ended: {
        title: 'Diese Anmeldung kann hier nicht weitergehen',
        person:
          'Sie ist abgeschlossen, hat zu lange gedauert oder begann in einem anderen Browser. Gehen Sie zurück zur App und melden Sie sich von dort aus an.',
      },
      declined: {
        title: 'Sie haben abgebrochen',
        person: 'Es wurde nichts an die App weitergegeben.',
      },
      unavailable: {
        title: 'Wir können gerade nicht antworten',
        person: 'Nichts ist verloren. Bitte versuchen Sie es gleich noch einmal.',
      },
      broken: {
        title: 'Hier ist etwas schiefgegangen',
        person:
          'Das ist unser Fehler, nicht Ihrer. Versuchen Sie es noch einmal; erscheint diese Seite wieder, nennen Sie dem Betreiber die Anfragenummer unten.',
      },
    },
    app: 'App: {app}',
    developers: 'Für Entwickler',
    code: 'Fehler',
    key: 'Grund',
    wrong: 'Was nicht stimmt',
    mend: 'Wie es zu beheben ist',
    retryable: 'Wiederholbar',
    yes: 'dieselbe Anfrage kann später gelingen',
    no: 'dieselbe Anfrage wird wieder abgelehnt',
    requestId: 'Anfragenummer',
    guide: 'Im Fehlerverzeichnis nachlesen',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    person: 'Prüfen Sie die Adresse, oder gehen Sie zurück zur App und beginnen Sie von vorn.',
  },
  wrongMethod: {
    title: 'Diese Seite lässt sich so nicht aufrufen',
    person: 'Gehen Sie zurück zur App und beginnen Sie von vorn.',
  },
  guide: {
    title: 'Fehlerverzeichnis',
    about:
      'Jede Ablehnung hat einen Grund, dessen Name sich nie ändert. Seiten und Protokolle nennen ihn neben dem Fehlercode des Standards.',
  },
}
