import { mailedCode } from './en/mailed_code.ts'
import { passkeys } from './en/passkeys.ts'
import { recovery } from './en/recovery.ts'
import { upstream } from './en/upstream.ts'
import { secondFactors } from './en/second_factors.ts'
import { signUp } from './en/sign_up.ts'
import { terms } from './en/terms.ts'
import { turnstile } from './en/turnstile.ts'

/** All words of the pages in English; the shape that every other language must have. `{…}` are filled by the page. */
import { enAccount } from './en_account.ts'

export const en = {
  page: {
    title: '{title} · {tenant}',
    failed: 'Error: {title}',
    label: '{label}:',
    sealed: 'Sealed by Amphora',
    links: 'About this site',
    help: 'Help',
    imprint: 'Imprint',
  },
  app: {
    goesTo: 'You will be sent on to {destination}.',
    goesToDevice: 'You will be sent on to an app on this device ({destination}).',
    goesToCode: 'This is for the device that shows the code {code}.',
    policy: 'Privacy policy',
    terms: 'Terms of service',
    back: 'Back to {app}',
    again: 'Sign in to {app} again',
  },
  signIn: {
    title: 'Sign in',
    asks: '{app} asks you to sign in.',
    username: 'Email address',
    password: 'Password',
    submit: 'Sign in',
    refused: 'The email address or the password is not right.',
    refusedHelp: 'Check both and try again.',
    wait: 'Too many attempts. You can try again {when}.',
    waitHelp: 'Until then every attempt is turned away, even one with the right password.',
    goOn: 'Continue',
    remember: 'Stay signed in on this device',
    forgot: 'Forgot your password?',
    signUp: 'Create an account',
    confirmTitle: 'Confirm that it is you',
    confirmAsks: '{app} asks you to enter your password again.',
    confirmSubmit: 'Confirm',
    other: 'Use another account',
  },
  ...recovery,
  ...upstream,
  ...mailedCode,
  ...signUp,
  ...passkeys,
  ...secondFactors,
  ...terms,
  ...turnstile,
  choose: {
    title: 'Choose an account',
    asks: '{app} asks which account you want to use.',
    own: 'Which account do you want to open?',
    goOn: 'Continue as:',
    other: 'Use another account',
  },
  consent: {
    title: '{app} asks for access',
    account: 'Your account',
    wants: 'If you allow it, {app} may:',
    claims: 'See these details about you: {claims}',
    approve: 'Allow',
    deny: 'Decline',
    scopes: {
      openid: 'Recognise you when you come back',
      profile: 'See your profile: your name, picture, date of birth, language and the like',
      email: 'See your email address',
      phone: 'See your phone number',
      address: 'See your postal address',
      offline_access: 'Keep this access while you are away, until it is taken back',
      roles: 'See which roles you have',
      groups: 'See which groups you belong to',
      'amphora:admin':
        'Act in your name as an operator here: see and change people, apps and settings',
    },
  },
  claims: {
    name: 'full name',
    given_name: 'given name',
    family_name: 'family name',
    middle_name: 'middle name',
    nickname: 'nickname',
    preferred_username: 'user name',
    profile: 'profile page',
    picture: 'picture',
    website: 'website',
    gender: 'gender',
    birthdate: 'date of birth',
    zoneinfo: 'time zone',
    locale: 'language',
    updated_at: 'time of the last change',
    email: 'email address',
    email_verified: 'whether the email address is confirmed',
    phone_number: 'phone number',
    phone_number_verified: 'whether the phone number is confirmed',
    address: 'postal address',
  },
  device: {
    title: 'Connect a device',
    about: 'Enter the code that your device shows.',
    compare: 'Is this the code that your device shows? Go on only if it is the same.',
    code: 'Code',
    submit: 'Continue',
    warning: 'Only continue if you started this on a device in front of you.',
    warningHelp:
      'If somebody sent you this code or this link, do not go on: whoever has the device would get into your account.',
    malformed: 'That is not a whole code.',
    malformedHelp: 'A code has eight letters, such as WDJB-MJHT, and no vowels.',
    unknown: 'No device is waiting with this code.',
    unknownHelp: 'Compare it with your device, which may show a new one by now.',
    used: 'This code was already entered somewhere else, or is used up.',
    usedHelp: 'Start again on your device and enter the new code here.',
    wait: 'Too many wrong codes. You can try again {when}.',
    waitHelp: 'Until then every code is turned away, even a right one.',
    waitSignIn: 'Whoever is signed in need not wait:',
    signIn: 'Sign in first',
  },
  deviceApproval: {
    title: 'Connect {app}?',
    code: 'Your device must show this code',
    asked: 'It was asked for {when}.',
    askedFrom: 'It was asked for {when} ({country}).',
    account: 'It will be connected to your account',
    other: 'Use another account',
    wants: 'If you allow it, {app} may do this on that device:',
    approve: 'Connect',
    deny: 'Decline',
  },
  deviceAnswered: {
    approved: 'Your device is connected',
    approvedEffect: '{app} goes on there in a few seconds. You can close this page now.',
    denied: 'The device was not connected',
    deniedEffect: 'Nothing was passed on to {app}. You can close this page now.',
  },
  signOut: {
    title: 'Sign out?',
    asks: '{app} asks to sign you out.',
    accounts: 'This signs out:',
    effect: 'Apps that you use with this account may ask you to sign in again.',
    confirm: 'Sign out',
    cancel: 'Stay signed in',
  },
  signedOut: {
    title: 'You are signed out',
    effect: 'You can close this page now.',
    onYourWay: 'The apps that you used are being told. Then you will be sent on.',
    goOn: 'Continue to {app}',
  },
  home: {
    title: 'Welcome',
    about: 'This is where people sign in to the apps that trust {tenant}.',
    signedIn: 'You are signed in as:',
    signedOut: 'You are not signed in. Open the app that you want to use: it brings you here.',
    account: 'Your account',
    signIn: 'Sign in to your account',
    signOut: 'Sign out',
    developers: 'For developers',
    discovery: 'Discovery document',
    errors: 'Guide to errors',
  },
  account: enAccount,
  formPost: {
    title: 'One moment',
    about: 'You are on your way back to {app}.',
    submit: 'Continue to {app}',
  },
  error: {
    told: {
      request: {
        title: 'This app sent a request we cannot accept',
        person:
          'You did nothing wrong, and nothing about you was passed on. Go back to the app and try again; if this page returns, tell the people who run it.',
      },
      spent: {
        title: 'This sign-in link was already used',
        person:
          'Each link from an app works once. Nothing is lost: go back to the app and sign in from there.',
      },
      ended: {
        title: 'This sign-in cannot go on here',
        person:
          'It was finished, took too long or began in another browser. Go back to the app and sign in from there.',
      },
      declined: {
        title: 'You did not go on',
        person: 'Nothing was passed on to the app.',
      },
      unavailable: {
        title: 'We cannot answer right now',
        person: 'Nothing is lost. Please try again in a moment.',
      },
      broken: {
        title: 'Something went wrong here',
        person:
          'It is our fault, not yours. Try again; if this page returns, tell the operator the request id below.',
      },
    },
    app: 'App: {app}',
    developers: 'For developers',
    code: 'Error',
    key: 'Reason',
    wrong: 'What is wrong',
    mend: 'How to mend it',
    retryable: 'Retryable',
    yes: 'the same request may succeed later',
    no: 'the same request will be refused again',
    requestId: 'Request id',
    guide: 'Read about this in the guide to errors',
  },
  notFound: {
    title: 'There is no such page',
    person: 'Check the address, or go back to the app and start again.',
  },
  wrongMethod: {
    title: 'This page cannot be called like that',
    person: 'Go back to the app and start again.',
  },
  guide: {
    title: 'Guide to errors',
    about:
      'Every refusal has a reason that never changes its name. Pages and logs print it beside the error code of the standard.',
  },
} as const
