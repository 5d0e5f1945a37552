/** The words of signing in by mail: the way to it, the code, the link, and the mail that both stand in. */
export const mailedCode = {
  byMail: {
    submit: 'Email me a code',
    second: 'A code is mailed to the address of your account.',
    nameMissing: 'Enter your email address first.',
    nameMissingHelp: 'It is what your account goes by here.',
  },
  mailedCode: {
    title: 'Look into your mailbox',
    mailed: 'If {account} belongs to an account here, a mail with a code is on its way there.',
    code: 'Code from the mail',
    about:
      'Eight digits. It works once, for 10 minutes, in this browser. Nothing there? Look among unwanted mail.',
    submit: 'Sign in',
    again: 'Send another mail',
    other: 'Sign in another way',
    refused: 'This code is not right, or does not work any more.',
    refusedHelp: 'Only the code of the newest mail works, and only a few tries are free.',
    wait: 'Too many attempts. You can try again {when}.',
    waitHelp: 'Until then every code is turned away, but the link in the mail works.',
    soon: 'The last mail is still on its way.',
    soonHelp: 'You can ask for another one {when}.',
  },
  mailedLink: {
    title: 'Sign in',
    about: 'This signs you in to the account {account}.',
    submit: 'Sign in',
    elsewhereTitle: 'Go back to where you began',
    elsewhere: 'This link works only in the browser that asked for it. Type this code there:',
    elsewhereHelp:
      'Tell it to nobody. If you did not ask to sign in, close this page: nothing has happened.',
    closed: 'It was used, is older than 10 minutes, or there is a newer one. Begin again.',
  },
} as const

export const signInCodeMail = {
  subject: 'Sign in to {tenant}',
  about:
    'Somebody asked to sign in to the account {account} at {tenant}. If that was you, type this code:',
  todo: 'Or follow this link, in the same browser. Either works once, for 10 minutes.',
  action: 'Sign in',
  closing:
    'If it was not you, there is nothing to do. Nobody of ours ever asks for this code: tell it to no one.',
} as const
