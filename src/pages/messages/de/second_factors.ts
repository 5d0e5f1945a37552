/** The words of two-step verification: in a sign-in, on the account's pages, and in the mails that tell of a change. */
import type { Messages } from '../translation.ts'

type SecondFactors = Pick<
  Messages,
  'secondFactor' | 'setUp' | 'recoveryCodes' | 'security' | 'factorMails'
>

export const secondFactors: SecondFactors = {
  secondFactor: {
    title: 'Noch ein Schritt',
    asks: '{app} bittet Sie, sich anzumelden.',
    code: 'Code Ihrer Authenticator-App',
    codeHint: 'Sechs Ziffern; alle 30 Sekunden kommt ein neuer Code.',
    recoveryCode: 'Wiederherstellungscode',
    recoveryCodeHint: 'Einer von denen, die Sie aufgeschrieben haben. Jeder gilt einmal.',
    submit: 'Weiter',
    refused: {
      totp: 'Dieser Code stimmt nicht oder wurde schon benutzt.',
      recovery_code: 'Das ist keiner Ihrer Wiederherstellungscodes, oder er wurde schon benutzt.',
      passkey: 'Der Passkey wurde nicht angenommen.',
      email: 'Dieser Code stimmt nicht.',
    },
    refusedHelp: {
      totp: 'Warten Sie auf den nächsten Code und geben Sie diesen ein. Die Uhr Ihres Geräts muss richtig gehen.',
      recovery_code: 'Versuchen Sie einen anderen, oder einen anderen Weg.',
      passkey: 'Versuchen Sie es noch einmal, oder auf einem anderen Weg.',
      email: 'Sehen Sie in der neuesten E-Mail nach, oder versuchen Sie einen anderen Weg.',
    },
    waitHelp:
      'Bis dahin wird jeder Code abgewiesen, auch ein richtiger. Ein Passkey gilt trotzdem.',
    instead: {
      totp: 'Authenticator-App verwenden',
      recovery_code: 'Wiederherstellungscode verwenden',
      passkey: 'Passkey verwenden',
      email: 'Code per E-Mail senden lassen',
    },
    startAgain: 'Neu beginnen',
  },
  setUp: {
    title: 'Authenticator-App einrichten',
    demanded:
      'Hier ist ein zweiter Schritt nötig, um sich anzumelden. Ihn einzurichten dauert eine Minute.',
    scan: 'Scannen Sie dieses Bild mit einer Authenticator-App, auf Ihrem Telefon oder in Ihrem Passwort-Manager.',
    picture: 'QR-Code, der den Schlüssel darunter enthält',
    typed: 'Keine Kamera? Geben Sie diesen Schlüssel in der App ein:',
    prove: 'Geben Sie dann den Code ein, den die App zeigt. Bis dahin wird nichts gespeichert.',
    effect:
      'Damit werden Sie überall sonst abgemeldet, und Apps werden Sie bitten, sich neu anzumelden.',
    code: 'Code der App',
    submit: 'Einschalten',
    refused: 'Dieser Code passt nicht zum Schlüssel.',
    refusedHelp:
      'Warten Sie auf den nächsten Code und geben Sie diesen ein. Die Uhr Ihres Geräts muss richtig gehen.',
    cancel: 'Mit einem anderen Konto anmelden',
  },
  recoveryCodes: {
    title: 'Heben Sie diese Codes auf',
    about:
      'Wenn Sie Ihre Authenticator-App verlieren, öffnet jeder dieser Wiederherstellungscodes zusammen mit Ihrem Passwort einmal Ihr Konto.',
    once: 'Sie werden nur jetzt gezeigt. Drucken Sie sie aus oder schreiben Sie sie auf, und bewahren Sie sie getrennt von Ihrem Passwort auf.',
    onTitle: 'Ihre Authenticator-App ist eingerichtet',
    goOn: 'Ich habe sie aufbewahrt',
  },
  security: {
    title: 'So melden Sie sich an',
    link: 'Anmeldung in zwei Schritten',
    password: 'Passwort',
    totp: 'Authenticator-App',
    totpOff:
      'Mit einer Authenticator-App öffnet ein Passwort, das jemand anderes herausfindet, noch nichts.',
    totpOn:
      'Bei jeder Anmeldung werden Sie nach einem Code Ihrer App gefragt. Eingerichtet {when}.',
    setUp: 'Authenticator-App einrichten',
    turnOff: 'Abschalten',
    turnOffTitle: 'Authenticator-App abschalten?',
    turnOffEffect:
      'Ihre Wiederherstellungscodes gehen mit ihr verloren. Sie werden überall sonst abgemeldet, und Apps werden Sie bitten, sich neu anzumelden.',
    codes: 'Wiederherstellungscodes',
    codesLeft: 'Noch übrig: {count} von 10.',
    codesFew: 'Es sind nur noch wenige übrig. Erstellen Sie neue, bevor sie aufgebraucht sind.',
    renew: 'Neue Wiederherstellungscodes erstellen',
    renewTitle: 'Neue Wiederherstellungscodes erstellen?',
    renewEffect:
      'Die bisherigen gelten dann nicht mehr. Sie werden überall sonst abgemeldet, und Apps werden Sie bitten, sich neu anzumelden.',
    done: {
      totp: 'Ihre Authenticator-App ist abgeschaltet.',
    },
  },
  factorMails: {
    subject: 'Ihre Anmeldung bei {tenant} wurde geändert',
    about: {
      totp_set_up:
        'Für das Konto {account} bei {tenant} wurde eine Authenticator-App eingerichtet.',
      totp_removed: 'Die Authenticator-App des Kontos {account} bei {tenant} wurde abgeschaltet.',
      recovery_codes_renewed:
        'Für das Konto {account} bei {tenant} wurden neue Wiederherstellungscodes erstellt.',
      recovery_code_used:
        'Mit einem Wiederherstellungscode hat sich jemand beim Konto {account} bei {tenant} angemeldet. Wenn Ihre Authenticator-App verloren ist, richten Sie sie neu ein.',
      factors_reset:
        'Beim Konto {account} bei {tenant} wurde alles außer dem ersten Schritt der Anmeldung entfernt, von jemandem, der es betreut.',
    },
    todo: 'Wenn Sie das waren oder davon wissen, ist nichts zu tun. Wenn nicht, wählen Sie jetzt ein neues Passwort, und sehen Sie nach, wie Sie sich anmelden.',
    action: 'Nachsehen, wie Sie sich anmelden',
    closing: 'Diese E-Mail wurde gesendet, weil es um die Sicherheit Ihres Kontos geht.',
  },
}
