/** A museum's branding with everything in it, for tests and for the pictures of the documentation. */
import type { Branding } from '../../../src/domain/branding.ts'

const pictureOf = (color: string): string => {
  const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 42 42" width="42" height="42" fill="none" stroke="${color}" stroke-width="3.5" stroke-linecap="round"><circle cx="21" cy="8" r="4.5"/><path d="M21 12.5V38M13 19h16M5 25c1 8 7 13 16 13s15-5 16-13"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(logo)}`
}

export const HARBOUR: Branding = {
  logo_uri: pictureOf('#0b5394'),
  logo_dark_uri: pictureOf('#9cc7f0'),
  colors: {
    light: { accent: '#0b5394', background: '#eaf1f6', surface: '#ffffff', text: '#10222e' },
    dark: { accent: '#9cc7f0', background: '#0a151d', surface: '#12222d', text: '#e6eff5' },
  },
  corner_radius: 4,
  texts: {
    en: {
      sign_in_title: 'Welcome aboard',
      sign_in_about: 'One account for the shop, the archive and your membership.',
      footer: 'Harbour Museum, Quay 1',
    },
    de: {
      sign_in_title: 'Willkommen an Bord',
      sign_in_about: 'Ein Konto für Laden, Archiv und Mitgliedschaft.',
      footer: 'Hafenmuseum, Kai 1',
    },
  },
  links: {
    help_uri: 'https://harbour.example/help',
    privacy_uri: 'https://harbour.example/privacy',
    terms_uri: 'https://harbour.example/terms',
    imprint_uri: 'https://harbour.example/imprint',
  },
}
