/** The words of signing in with others: the buttons, the ways on for somebody who is new, the account's part, its mails. */
export const upstream = {
  upstream: {
    or: 'or',
    with: 'Sign in with {provider}',
    back: 'Back to sign-in',
    failedTitle: 'Signing in with {provider} did not work',
    declined: 'Nothing was passed on: the sign-in with {provider} was called off there.',
    unreachable:
      '{provider} does not answer at the moment. Try again in a little while, or sign in another way.',
    failed: '{provider} gave an answer that cannot be accepted. Nothing was changed here.',
    notHereTitle: 'This sign-in cannot go on',
    notHere: 'It was begun in another browser, took too long, or was used already. Start again.',
    newcomerTitle: 'You are new here with {provider}',
    newcomer: 'No account here is linked to {account} at {provider}.',
    newcomerNameless: 'No account here is linked to your account at {provider}.',
    addressKnown:
      'There is an account with this address already. Sign in to it once as you always do, and link {provider} to it.',
    linkFirst:
      'If you have an account here, sign in to it once as you always do, and link {provider} to it.',
    link: 'Sign in and link {provider}',
    createAbout: 'If you have none yet, you can begin with a new one.',
    create: 'Create a new account',
    linkTitle: 'Link {provider}?',
    linkAbout: 'From then on {account} at {provider} opens this account here:',
    linkAboutNameless: 'From then on your account at {provider} opens this account here:',
    linkConfirm: 'Link',
    linkNot: 'Do not link',
    goingTitle: 'On to {provider}',
    going: 'Sign in there, and you will come back here.',
    go: 'Continue to {provider}',
  },
} as const

/** The same in a person's own account. */
export const upstreamAccount = {
  identities: 'Sign in with others',
  identitiesAbout: 'Whoever can sign in there can sign in here.',
  identitiesNone: 'No other account is linked to this one.',
  identitySince: 'Linked {when}',
  identityLink: 'Link {provider}',
  identityUnlink: 'Unlink',
  identityUnlinkNamed: 'Unlink {provider}',
  identityUnlinkHelp:
    'Unlinking signs you out everywhere else, and apps will ask you to sign in again.',
  identityRefused: {
    stale: 'Sign in once more first',
    staleHelp: 'This can be changed for five minutes after you have signed in.',
    taken: 'That account is linked to somebody else here',
    takenHelp: 'Nothing was changed. If it is yours as well, unlink it there first.',
    too_many: 'There are as many accounts linked as there may be',
    too_manyHelp: 'Nothing was changed. Unlink one first.',
    last_way_in: 'This is your only way in',
    last_way_inHelp: 'Nothing was changed. Set a password or link another account first.',
    again: 'Sign in again',
  },
} as const

export const upstreamMails = {
  identity_linked: {
    subject: '{provider} was linked to your account at {tenant}',
    about: 'From now on your account at {provider} opens the account {account} at {tenant}.',
    todo: 'If that was you, there is nothing to do. If it was not, open your account, unlink it, and change your password.',
    action: 'Open your account',
    closing: 'It was linked in a browser in which you had signed in just before.',
  },
  identity_unlinked: {
    subject: '{provider} was unlinked from your account at {tenant}',
    about: 'Your account at {provider} does not open the account {account} at {tenant} any more.',
    todo: 'If that was you, there is nothing to do. If it was not, open your account and change your password.',
    action: 'Open your account',
    closing: 'You were signed out everywhere else, and apps have to ask you again.',
  },
  address_proven: {
    subject: 'Your account at {tenant} is confirmed',
    about:
      'You signed in to {tenant} with {provider}, which confirms that {account} is yours. There was an account with this address that nobody had confirmed.',
    todo: 'It is yours now. Its password and all else that could open it before do not work any more, and apps have to ask you again.',
    action: 'Open your account',
    closing: 'If you want a password, choose one by “Forgot your password?” on the sign-in page.',
  },
} as const
