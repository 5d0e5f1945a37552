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
  ownEmail: {
    title: 'Your email address',
    about: 'You sign in with this address, and mail about your account goes there.',
    verified: 'confirmed',
    unverified: 'not confirmed yet',
    verify: 'Send a link to confirm it',
    change: 'Change your email address',
    changeHelp: 'A link goes to the new address. Until you follow it here, the old one stays.',
    wanted: 'New email address',
    submit: 'Send the link',
    asked: 'A mail is on its way to {account}. Open the link in it in this browser to go on.',
    confirmTitle: 'Confirm your email address',
    confirm: 'From now on you sign in with {account}.',
    confirmSubmit: 'Confirm',
    closed:
      'It was used, is older than an hour, or was asked for in another browser. Your address is as it was.',
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
  invitation: {
    subject: 'You are invited to {tenant}',
    about: 'You are invited to have an account at {tenant} with the address {account}.',
    todo: 'Follow this link to create it. It works once, for a week.',
    action: 'Create your account',
    closing: 'If you do not want an account, there is nothing to do: none is made.',
  },
  address_in_use: {
    subject: 'You have an account at {tenant}',
    about:
      'Somebody wants an account at {tenant} to have the address {account}, which is the address of yours.',
    todo: 'If that was you, sign in. If you do not know your password any more, you can choose a new one there.',
    action: 'Sign in',
    closing: 'If it was not you, there is nothing to do: your account is as it was.',
  },
  email_proof: {
    subject: 'Confirm your address for {tenant}',
    about: 'Somebody wants {account} to be the address of their account at {tenant}.',
    todo: 'If that was you, open this link in the browser in which you asked for it. It works for an hour.',
    action: 'Confirm the address',
    closing: 'If it was not you, there is nothing to do: nothing changes.',
  },
  email_changed: {
    subject: 'Your address for {tenant} was changed',
    about: 'Your account at {tenant} had the address {account}. It has another one from now on.',
    todo: 'If that was you, there is nothing to do. If it was not, tell the people who run {tenant} at once.',
    action: 'Your account',
    closing: 'Mail about your account no longer goes to this address.',
  },
} as const
