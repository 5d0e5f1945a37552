/** Words of the check that somebody is human. */
export const turnstile = {
  turnstile: {
    working: 'One moment: we are checking that you are not a robot.',
    failing: 'The check that you are not a robot has not worked yet. It tries again by itself.',
    noScript:
      'This form needs JavaScript, for a check by Cloudflare that you are not a robot. Turn it on and open this page again.',
    unverified: 'The check that you are not a robot did not work.',
    unverifiedHelp:
      'Please try again. It needs JavaScript and challenges.cloudflare.com, which ad blockers may hold back.',
    unavailable: 'We cannot check right now that you are not a robot.',
    unavailableHelp: 'It is our fault, not yours. Please try again in a moment.',
  },
} as const
