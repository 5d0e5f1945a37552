import type { DEVICE_REFUSALS } from '../../../../rules/refusals/device.ts'
import type { RefusalWords } from '../../translation.ts'

export const DEVICE: Record<keyof typeof DEVICE_REFUSALS, RefusalWords> = {
  device_code_missing: {
    description: 'device_code fehlt',
    mend: 'Senden Sie den device_code, den /oauth/device_authorization geantwortet hat.',
  },
  device_code_invalid: {
    description: 'device_code ist unbekannt, benutzt oder von einem anderen Client',
    mend: 'Fragen Sie nicht weiter, sobald Token gekommen sind; für neue fordern Sie einen neuen Code an.',
  },
  device_code_pending: {
    description: 'die Person hat noch nicht geantwortet',
    mend: 'Fragen Sie wieder, wenn interval Sekunden vergangen sind.',
  },
  device_code_too_fast: {
    description: 'das Gerät fragt zu oft',
    mend: 'Warten Sie von nun an fünf Sekunden länger zwischen zwei Anfragen (RFC 8628 §3.5).',
  },
  device_code_expired: {
    description: 'device_code ist abgelaufen',
    mend: 'Warten Sie, bis die Person es noch einmal versuchen möchte, und fordern Sie dann einen neuen Code an.',
  },
}
