/** The words of passkeys in German, in the formal address. */
import type { Messages } from '../translation.ts'

export const passkeys: Pick<Messages, 'passkeys'> = {
  passkeys: {
    title: 'Passkeys',
    about:
      'Ein Passkey meldet Sie mit dem Finger, dem Gesicht oder der PIN Ihres Geräts an. Es gibt nichts zu merken und nichts, was Ihnen jemand entlocken könnte.',
    none: 'Sie haben noch keinen Passkey.',
    manage: 'Passkeys verwalten',
    add: 'Passkey hinzufügen',
    noScript: 'Passkeys gehen in einem Browser, der sie kennt und Skripte ausführt.',
    synced: 'Zwischen Ihren Geräten abgeglichen',
    bound: 'Nur auf einem Gerät',
    made: 'Hinzugefügt {when}',
    used: 'Zuletzt benutzt {when}',
    unused: 'Noch nicht benutzt',
    change: 'Ändern',
    changeNamed: '{passkey} ändern',
    changeTitle: 'Passkey ändern',
    name: 'Name',
    nameWrong: 'Ein Name hat 1 bis 60 Zeichen.',
    nameWrongHelp: 'Noch wurde nichts geändert.',
    save: 'Namen speichern',
    remove: 'Diesen Passkey entfernen',
    removeHelp:
      'Er meldet Sie dann nicht mehr an. Überall sonst werden Sie abgemeldet, und Apps bitten Sie, sich neu anzumelden. Löschen Sie ihn auch auf Ihrem Gerät.',
    back: 'Zurück zu Ihren Passkeys',
    done: {
      added: 'Der Passkey ist hinzugefügt.',
      named: 'Der Name ist gespeichert.',
      removed: 'Der Passkey ist entfernt. Überall sonst sind Sie abgemeldet.',
    },
    signIn: 'Mit Passkey anmelden',
    confirm: 'Mit Passkey bestätigen',
    second: 'Passkey verwenden',
    working: 'Ihr Browser fragt nach dem Passkey …',
    cancelled:
      'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder gehen Sie einen anderen Weg.',
    known: 'Auf diesem Gerät gibt es schon einen Passkey für dieses Konto.',
    failed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal.',
    refused: {
      title: 'Der Passkey wurde nicht angenommen',
      notAdded: 'Der Passkey wurde nicht hinzugefügt',
      notRemoved: 'Der Passkey wurde nicht entfernt',
      signIn:
        'Er ist hier unbekannt, wurde entfernt, oder es hat zu lange gedauert. Sie sind nicht angemeldet. Versuchen Sie es noch einmal, oder melden Sie sich anders an.',
      addition:
        'Es hat zu lange gedauert, oder er war für eine andere Seite. Versuchen Sie es noch einmal.',
      taken: 'Er gehört hier schon zu einem Konto.',
      too_many:
        'Sie haben so viele Passkeys, wie ein Konto haben kann. Entfernen Sie einen, den Sie nicht brauchen.',
      last_way_in:
        'Er ist der einzige Weg in Ihr Konto. Fügen Sie zuerst einen anderen Passkey hinzu, und entfernen Sie dann diesen.',
      wait: 'Zu viele Versuche. Sie können es {when} wieder versuchen.',
      backToSignIn: 'Zurück zur Anmeldung',
    },
  },
}

export const passkeyMails: Pick<Messages['mails'], 'passkey_added' | 'passkey_removed'> = {
  passkey_added: {
    subject: 'Ihrem Konto bei {tenant} wurde ein Passkey hinzugefügt',
    about: 'Dem Konto {account} bei {tenant} wurde der Passkey „{passkey}“ hinzugefügt.',
    todo: 'Waren Sie das, ist nichts zu tun. Wenn nicht, entfernen Sie ihn und ändern Sie Ihr Passwort.',
    action: 'Ihre Passkeys ansehen',
    closing: 'Wer diesen Passkey hat, kann sich in Ihrem Konto anmelden.',
  },
  passkey_removed: {
    subject: 'Von Ihrem Konto bei {tenant} wurde ein Passkey entfernt',
    about: 'Vom Konto {account} bei {tenant} wurde der Passkey „{passkey}“ entfernt.',
    todo: 'Waren Sie das, ist nichts zu tun. Wenn nicht, ändern Sie Ihr Passwort und sehen Sie Ihr Konto durch.',
    action: 'Ihre Passkeys ansehen',
    closing: 'Alle anderen Sitzungen wurden abgemeldet, und keine App hat noch Zugriff.',
  },
}
