/** A person as they know themselves. */
export interface Account {
  /** What they sign in with. */
  username: string
  /** The claim `name`, if they have one. */
  name?: string | undefined
}

/** The name over the username, or the username alone. */
export const AccountLine = ({ account }: { account: Account }) => (
  <span class="account">
    <span class="initial" aria-hidden="true">
      {initialOf(account)}
    </span>
    <span class="account-text">
      {account.name && (
        <span class="name">
          <bdi>{account.name}</bdi>
        </span>
      )}
      <span class={account.name ? 'soft' : 'name'}>
        <bdi>{account.username}</bdi>
      </span>
    </span>
  </span>
)

/** The first letter as people count letters: a surrogate pair or an accent is not torn apart. */
function initialOf({ name, username }: Account): string {
  const text = name?.trim() || username
  const [first] = new Intl.Segmenter().segment(text)
  return first?.segment.toLocaleUpperCase() ?? ''
}
