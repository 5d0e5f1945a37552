/** The words of people who make an account themselves: its pages and its mails. */
export const signUp = {
  signUp: {
    title: 'Create an account',
    about: 'Enter your email address. We send a link there that leads on.',
    username: 'Email address',
    submit: 'Continue',
    back: 'I have an account already',
    malformed: 'That is not an email address.',
    malformedHelp: 'It looks like ada@example.com.',
    wait: 'Too many attempts. You can try again {when}.',
    waitHelp: 'Until then no link is sent from here.',
    askedTitle: 'Look into your mailbox',
    asked: 'A mail is on its way to {account}. Follow the link in it to go on.',
    askedHelp:
      'It works for an hour. Nothing there? Look among unwanted mail before you ask again.',
    again: 'Ask for another link',
  },
  newAccount: {
    title: 'Create your account',
    about: 'Your address is confirmed. Choose a password, and you are there.',
    name: 'Full name',
    nameHint: 'You may leave this empty.',
    password: 'Password',
    accept: 'I accept the {terms}.',
    terms: 'terms of service',
    privacy: 'Privacy policy',
    submit: 'Create account',
    nameRefused: 'This name cannot be saved.',
    nameRefusedHelp: 'It may have 200 characters, and none that is invisible.',
    termsMissing: 'An account needs your consent to the terms.',
    termsMissingHelp: 'Read them and tick the box, or leave without an account.',
    wait: 'Too much is going on here right now. You can try again {when}.',
    waitHelp: 'Your link still works.',
    closed:
      'It was used, is too old, or was taken back. If you have made your account with it, sign in.',
  },
} as const

export const signUpMails = {
  sign_up: {
    subject: 'Create your account for {tenant}',
    about: 'Somebody asked for an account at {tenant} with the address {account}.',
    todo: 'If that was you, follow this link. It works once, for an hour.',
    action: 'Create your account',
    closing: 'If it was not you, there is nothing to do: no account is made.',
  },
  address_in_use: {
    subject: 'You have an account at {tenant}',
    about:
      'Somebody asked for an account at {tenant} with the address {account}, which has one already.',
    todo: 'If that was you, sign in. If you do not know your password any more, you can choose a new one there.',
    action: 'Sign in',
    closing: 'If it was not you, there is nothing to do: your account is as it was.',
  },
} as const
