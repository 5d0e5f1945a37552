/** The words of two-step verification: in a sign-in, on the account's pages, and in the mails that tell of a change. */
export const secondFactors = {
  secondFactor: {
    title: 'One more step',
    asks: '{app} asks you to sign in.',
    code: 'Code of your authenticator app',
    codeHint: 'Six digits; a new code comes every 30 seconds.',
    recoveryCode: 'Recovery code',
    recoveryCodeHint: 'One of those that you wrote down. Each works once.',
    submit: 'Go on',
    refused: {
      totp: 'This code is not right, or was used already.',
      recovery_code: 'This is none of your recovery codes, or was used already.',
      passkey: 'The passkey was not taken.',
      email: 'This code is not right.',
    },
    refusedHelp: {
      totp: 'Wait for the next code and enter that one. The clock of your device must be right.',
      recovery_code: 'Try another one, or another way.',
      passkey: 'Try again, or try another way.',
      email: 'Look into the newest mail, or try another way.',
    },
    waitHelp: 'Until then every code is turned away, even a right one. A passkey still works.',
    instead: {
      totp: 'Use your authenticator app',
      recovery_code: 'Use a recovery code',
      passkey: 'Use a passkey',
      email: 'Have a code mailed to you',
    },
    startAgain: 'Start again',
  },
  setUp: {
    title: 'Set up an authenticator app',
    demanded: 'Here a second step is needed to sign in. It takes a minute to set up.',
    scan: 'Scan this picture with an authenticator app, on your phone or in your password manager.',
    picture: 'QR code that holds the key below',
    typed: 'No camera? Enter this key in the app:',
    prove: 'Then enter the code that the app shows. Nothing is saved until then.',
    effect: 'This signs you out everywhere else, and apps will ask you to sign in again.',
    code: 'Code of the app',
    submit: 'Turn it on',
    refused: 'This code does not fit the key.',
    refusedHelp:
      'Wait for the next code and enter that one. The clock of your device must be right.',
    cancel: 'Sign in to another account',
  },
  recoveryCodes: {
    title: 'Keep these recovery codes',
    about:
      'If you lose your authenticator app, each of these codes opens your account once, together with your password.',
    once: 'They are shown only now. Print them or write them down, and keep them where your password is not.',
    onTitle: 'Your authenticator app is set up',
    goOn: 'I have kept them',
  },
  security: {
    title: 'How you sign in',
    link: 'Two-step verification',
    password: 'Password',
    totp: 'Authenticator app',
    totpOff: 'With an authenticator app, a password that somebody else finds out opens nothing.',
    totpOn: 'You are asked for a code of your app at every sign-in. Set up {when}.',
    setUp: 'Set up an authenticator app',
    turnOff: 'Turn it off',
    turnOffTitle: 'Turn off your authenticator app?',
    turnOffEffect:
      'Your recovery codes go with it. You are signed out everywhere else, and apps will ask you to sign in again.',
    codes: 'Recovery codes',
    codesLeft: 'Codes left: {count} of 10.',
    codesFew: 'Only a few are left. Make new ones before they are used up.',
    renew: 'Make new recovery codes',
    renewTitle: 'Make new recovery codes?',
    renewEffect:
      'Those that you have stop working. You are signed out everywhere else, and apps will ask you to sign in again.',
    done: {
      totp: 'Your authenticator app is turned off.',
    },
  },
  factorMails: {
    subject: 'The way you sign in to {tenant} was changed',
    about: {
      totp_set_up: 'An authenticator app was set up for the account {account} at {tenant}.',
      totp_removed: 'The authenticator app of the account {account} at {tenant} was turned off.',
      recovery_codes_renewed: 'New recovery codes were made for the account {account} at {tenant}.',
      recovery_code_used:
        'A recovery code was used to sign in to the account {account} at {tenant}. If your authenticator app is lost, set it up anew.',
      factors_reset:
        'Everything but the first step of signing in was taken off the account {account} at {tenant}, by somebody who looks after it.',
    },
    todo: 'If that was you, or you know of it, there is nothing to do. If not, choose a new password now, and look at how you sign in.',
    action: 'Look at how you sign in',
    closing: 'This mail was sent because it concerns the safety of your account.',
  },
} as const
