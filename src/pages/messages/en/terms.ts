/** The words of the page on which terms are accepted that are newer than the account. */
export const terms = {
  newTerms: {
    title: 'Terms of service',
    about:
      'You have not accepted the {terms} of {tenant} as they are now. Read them before you go on.',
    terms: 'terms of service',
    privacy: 'What becomes of your data is said in the {policy}.',
    policy: 'privacy policy',
    leadsTo: 'When you have accepted them, you go on to {app}.',
    accept: 'Accept and continue',
    decline: 'Do not accept',
    own: 'You need not accept them to look after your account, to take your data along or to delete it: {account}.',
    account: 'go to your account',
  },
} as const
