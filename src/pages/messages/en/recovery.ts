/** The words of a forgotten password: its pages, its mails, and where a local provider shows them. */
import { upstreamMails } from './upstream.ts'
import { signInCodeMail } from './mailed_code.ts'
import { signUpMails } from './sign_up.ts'
import { passkeyMails } from './passkeys.ts'

export const recovery = {
  recover: {
    title: 'Forgot your password?',
    about: 'Enter your email address. We send a link there with which you can choose a new one.',
    username: 'Email address',
    submit: 'Send the link',
    back: 'Back to sign-in',
    wait: 'Too many attempts. You can try again {when}.',
    waitHelp: 'Until then no link is sent from here.',
    askedTitle: 'Look into your mailbox',
    asked: 'If {account} belongs to an account here, a link is on its way there.',
    askedHelp:
      'It works once, for 30 minutes. Nothing there? Look among unwanted mail before you ask again.',
    again: 'Ask for another link',
  },
  newPassword: {
    title: 'Choose a new password',
    about: 'You will be signed out everywhere, and apps lose the access that they have.',
    username: 'Email address',
    password: 'New password',
    length: 'At least {count} characters. A few words in a row are easy to keep in mind.',
    submit: 'Set the new password',
    short: 'This password is too short.',
    shortHelp: 'It needs at least {count} characters.',
    long: 'This password is too long.',
    longHelp: 'It may have 1,000 characters.',
    common: 'This password is one that is guessed first.',
    commonHelp:
      'It stands on lists of common passwords, or says what everybody knows. Choose another one.',
    wait: 'Too much is going on here right now. You can try again {when}.',
    waitHelp: 'Your link still works.',
    closedTitle: 'This link does not work any more',
    closed:
      'It was used, is older than 30 minutes, or there is a newer one. Your password is as it was.',
    changedTitle: 'Your password is changed',
    changed: 'You are signed out everywhere. Sign in with the new password now.',
    signIn: 'Sign in',
  },
  mails: {
    sign_in_code: signInCodeMail,
    recovery: {
      subject: 'Choose a new password for {tenant}',
      about: 'Somebody asked to choose a new password for the account {account} at {tenant}.',
      todo: 'If that was you, follow this link. It works once, for 30 minutes.',
      action: 'Choose a new password',
      closing: 'If it was not you, there is nothing to do: your password stays as it is.',
    },
    password_changed: {
      subject: 'Your password for {tenant} was changed',
      about:
        'The password of the account {account} at {tenant} was changed by a link that we mailed.',
      todo: 'If that was you, there is nothing to do. If it was not, somebody reads your mail: secure your mailbox first, and then choose a new password here.',
      action: 'Choose a new password',
      closing: 'All sessions were signed out, and no app has access any more.',
    },
    own_password_changed: {
      subject: 'Your password for {tenant} was changed',
      about: 'The password of the account {account} at {tenant} was changed on the account page.',
      todo: 'If that was you, there is nothing to do. If it was not, somebody knows your old password: choose a new one here.',
      action: 'Choose a new password',
      closing: 'All other sessions were signed out, and no app has access any more.',
    },
    ...upstreamMails,
    recovery_sent: {
      subject: 'Choose a new password for {tenant}',
      about:
        'An operator of {tenant} sends you this, to choose a new password for the account {account}.',
      todo: 'If you agreed on that, follow this link. It works once, for 30 minutes.',
      action: 'Choose a new password',
      closing:
        'If you did not, there is nothing to do: your password stays as it is. Nobody at {tenant} needs this link, or your password.',
    },
    password_set: {
      subject: 'Your password for {tenant} was changed',
      about: 'An operator of {tenant} set a new password for the account {account}.',
      todo: 'If you agreed on that, there is nothing to do. If you did not, or to have one that only you know, choose a new password here.',
      action: 'Choose a new password',
      closing: 'All sessions were signed out, and no app has access any more.',
    },
    ...signUpMails,
    ...passkeyMails,
  },
  outbox: {
    title: 'Outbox',
    about: 'Mails of the last day. This provider runs on your machine and sends none of them.',
    empty: 'No mail was written yet.',
    to: 'To',
    at: 'Written',
  },
} as const
