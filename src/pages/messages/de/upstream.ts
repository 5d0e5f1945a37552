/** Die Anmeldung mit anderen, in the formal address. */
import type { Messages } from '../translation.ts'

type OwnAccountWords = Messages['account']

export const upstream: Pick<Messages, 'upstream'> = {
  upstream: {
    or: 'oder',
    with: 'Mit {provider} anmelden',
    back: 'Zurück zur Anmeldung',
    failedTitle: 'Die Anmeldung mit {provider} hat nicht geklappt',
    declined: 'Es wurde nichts weitergegeben: Die Anmeldung mit {provider} wurde dort abgebrochen.',
    unreachable:
      '{provider} antwortet gerade nicht. Versuchen Sie es in Kürze noch einmal, oder melden Sie sich anders an.',
    failed:
      '{provider} hat eine Antwort gegeben, die nicht angenommen werden kann. Hier wurde nichts geändert.',
    notHereTitle: 'Diese Anmeldung kann nicht weitergehen',
    notHere:
      'Sie wurde in einem anderen Browser begonnen, hat zu lange gedauert oder wurde schon benutzt. Beginnen Sie neu.',
    newcomerTitle: 'Mit {provider} sind Sie neu hier',
    newcomer: 'Kein Konto hier ist mit {account} bei {provider} verknüpft.',
    newcomerNameless: 'Kein Konto hier ist mit Ihrem Konto bei {provider} verknüpft.',
    addressKnown:
      'Es gibt schon ein Konto mit dieser Adresse. Melden Sie sich dort einmal wie immer an und verknüpfen Sie {provider} damit.',
    linkFirst:
      'Wenn Sie hier ein Konto haben, melden Sie sich einmal wie immer an und verknüpfen Sie {provider} damit.',
    link: 'Anmelden und {provider} verknüpfen',
    createAbout: 'Wenn Sie noch keines haben, können Sie mit einem neuen beginnen.',
    create: 'Neues Konto anlegen',
    linkTitle: '{provider} verknüpfen?',
    linkAbout: 'Von da an öffnet {account} bei {provider} dieses Konto hier:',
    linkAboutNameless: 'Von da an öffnet Ihr Konto bei {provider} dieses Konto hier:',
    linkConfirm: 'Verknüpfen',
    linkNot: 'Nicht verknüpfen',
    goingTitle: 'Weiter zu {provider}',
    going: 'Melden Sie sich dort an; danach kommen Sie hierher zurück.',
    go: 'Weiter zu {provider}',
  },
}

export const upstreamAccount: Pick<
  OwnAccountWords,
  | 'identities'
  | 'identitiesAbout'
  | 'identitiesNone'
  | 'identitySince'
  | 'identityLink'
  | 'identityUnlink'
  | 'identityUnlinkNamed'
  | 'identityUnlinkHelp'
  | 'identityRefused'
> = {
  identities: 'Anmeldung mit anderen',
  identitiesAbout: 'Wer sich dort anmelden kann, kann sich hier anmelden.',
  identitiesNone: 'Mit diesem Konto ist kein anderes verknüpft.',
  identitySince: 'Verknüpft {when}',
  identityLink: '{provider} verknüpfen',
  identityUnlink: 'Verknüpfung lösen',
  identityUnlinkNamed: 'Verknüpfung lösen: {provider}',
  identityUnlinkHelp:
    'Das Lösen meldet Sie überall sonst ab, und Apps bitten Sie wieder, sich anzumelden.',
  identityRefused: {
    stale: 'Melden Sie sich zuerst noch einmal an',
    staleHelp: 'Das lässt sich fünf Minuten lang nach der Anmeldung ändern.',
    taken: 'Dieses Konto ist hier mit jemand anderem verknüpft',
    takenHelp:
      'Es wurde nichts geändert. Wenn es auch Ihres ist, lösen Sie dort zuerst die Verknüpfung.',
    too_many: 'Es sind so viele Konten verknüpft, wie es sein dürfen',
    too_manyHelp: 'Es wurde nichts geändert. Lösen Sie zuerst eine Verknüpfung.',
    last_way_in: 'Das ist Ihr einziger Zugang',
    last_way_inHelp:
      'Es wurde nichts geändert. Setzen Sie zuerst ein Passwort oder verknüpfen Sie ein anderes Konto.',
    again: 'Noch einmal anmelden',
  },
}

export const upstreamMails: Pick<
  Messages['mails'],
  'identity_linked' | 'identity_unlinked' | 'address_proven'
> = {
  identity_linked: {
    subject: '{provider} wurde mit Ihrem Konto bei {tenant} verknüpft',
    about: 'Von nun an öffnet Ihr Konto bei {provider} das Konto {account} bei {tenant}.',
    todo: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, öffnen Sie Ihr Konto, lösen Sie die Verknüpfung und ändern Sie Ihr Passwort.',
    action: 'Konto öffnen',
    closing: 'Verknüpft wurde es in einem Browser, in dem Sie sich kurz zuvor angemeldet hatten.',
  },
  identity_unlinked: {
    subject: 'Die Verknüpfung von {provider} mit Ihrem Konto bei {tenant} wurde gelöst',
    about: 'Ihr Konto bei {provider} öffnet das Konto {account} bei {tenant} nicht mehr.',
    todo: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, öffnen Sie Ihr Konto und ändern Sie Ihr Passwort.',
    action: 'Konto öffnen',
    closing: 'Sie wurden überall sonst abgemeldet, und Apps müssen Sie neu fragen.',
  },
  address_proven: {
    subject: 'Ihr Konto bei {tenant} ist bestätigt',
    about:
      'Sie haben sich bei {tenant} mit {provider} angemeldet; damit ist bestätigt, dass {account} Ihnen gehört. Es gab ein Konto mit dieser Adresse, das niemand bestätigt hatte.',
    todo: 'Es gehört jetzt Ihnen. Sein Passwort und alles andere, was es bisher öffnen konnte, gilt nicht mehr, und Apps müssen Sie neu fragen.',
    action: 'Konto öffnen',
    closing:
      'Wenn Sie ein Passwort möchten, wählen Sie eines über „Passwort vergessen?“ auf der Anmeldeseite.',
  },
}
