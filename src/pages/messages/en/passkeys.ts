/** The words of passkeys: at sign-in, on a person's own page, in mails. */
export const passkeys = {
  passkeys: {
    title: 'Passkeys',
    about:
      'A passkey signs you in with your finger, your face or the PIN of your device. There is nothing to remember, and nothing that somebody could coax out of you.',
    none: 'You have no passkey yet.',
    off: 'Passkeys are not used here at the moment. Those that you have stay, and you can remove them.',
    manage: 'Manage passkeys',
    add: 'Add a passkey',
    noScript: 'Passkeys work in a browser that knows them and runs scripts.',
    synced: 'Synced between your devices',
    bound: 'On one device only',
    made: 'Added {when}',
    used: 'Last used {when}',
    unused: 'Not used yet',
    change: 'Change',
    changeNamed: 'Change {passkey}',
    changeTitle: 'Change a passkey',
    name: 'Name',
    nameWrong: 'A name has 1 to 60 characters.',
    nameWrongHelp: 'Nothing was changed yet.',
    save: 'Save the name',
    remove: 'Remove this passkey',
    removeHelp:
      'It will not sign you in any more. You are signed out everywhere else, and apps will ask you to sign in again. Delete it on your device as well.',
    back: 'Back to your passkeys',
    done: {
      added: 'The passkey is added.',
      named: 'The name is saved.',
      removed: 'The passkey is removed. You are signed out everywhere else.',
    },
    signIn: 'Sign in with a passkey',
    confirm: 'Confirm with a passkey',
    second: 'Use a passkey',
    working: 'Your browser is asking for the passkey…',
    cancelled: 'No passkey was used. You can try again, or go on another way.',
    known: 'There is a passkey for this account on that device already.',
    failed: 'That did not work. Try again.',
    refused: {
      title: 'The passkey was not accepted',
      notAdded: 'The passkey was not added',
      notRemoved: 'The passkey was not removed',
      signIn:
        'It is unknown here, was removed, or took too long. You are not signed in. Try again, or sign in another way.',
      off: 'Passkeys are not used here. Sign in another way.',
      addition: 'It took too long, or it was made for another page. Try again.',
      taken: 'It belongs to an account here already.',
      too_many:
        'You have as many passkeys as an account can hold. Remove one that you do not need.',
      last_way_in:
        'It is the only way into your account. Add another passkey first, then remove this one.',
      wait: 'Too many attempts. You can try again {when}.',
      backToSignIn: 'Back to sign-in',
    },
  },
} as const

export const passkeyMails = {
  passkey_added: {
    subject: 'A passkey was added to your account at {tenant}',
    about: 'The passkey “{passkey}” was added to the account {account} at {tenant}.',
    todo: 'If that was you, there is nothing to do. If it was not, remove it, and change your password.',
    action: 'See your passkeys',
    closing: 'Whoever has that passkey can sign in to your account.',
  },
  passkey_removed: {
    subject: 'A passkey was removed from your account at {tenant}',
    about: 'The passkey “{passkey}” was removed from the account {account} at {tenant}.',
    todo: 'If that was you, there is nothing to do. If it was not, change your password and look through your account.',
    action: 'See your passkeys',
    closing: 'All other sessions were signed out, and no app has access any more.',
  },
} as const
