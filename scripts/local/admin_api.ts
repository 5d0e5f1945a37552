/** As much of the admin API as seeding takes: see docs/admin-api.md. */

export interface RegisteredClient {
  clientId: string
  clientSecret: string
}

export interface AdminApi {
  register(metadata: object): Promise<RegisteredClient>
  hasClient(clientId: string): Promise<boolean>
  /** The sub of whoever goes by this address. */
  findPerson(email: string): Promise<string | undefined>
  /** Makes a person, or gives the one who is there this password and these claims. */
  makePerson(person: { email: string; password: string }): Promise<void>
}

type Json = Record<string, unknown>

export function adminApi(origin: string, adminToken: string): AdminApi {
  const ask = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${origin}/api/sso/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const mustAsk = async (method: string, path: string, body?: object): Promise<Json> => {
    const response = await ask(method, path, body)
    const answer = JSON.parse(await response.text()) as Json
    if (response.ok) return answer
    throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
  }
  const findPerson = async (email: string): Promise<string | undefined> => {
    const { items } = await mustAsk('GET', `/users?email=${encodeURIComponent(email)}`)
    const [person] = items as Json[]
    return person && textOf(person.sub)
  }
  return {
    async register(metadata) {
      const client = await mustAsk('POST', '/oauth/clients', metadata)
      return {
        clientId: textOf(client.client_id),
        clientSecret: textOf(client.client_secret),
      }
    },
    hasClient: async (clientId) => (await ask('GET', `/oauth/clients/${clientId}`)).ok,
    findPerson,
    async makePerson(person) {
      const sub = await findPerson(person.email)
      await (sub === undefined
        ? mustAsk('POST', '/users', person)
        : mustAsk('PATCH', `/users/${sub}`, person))
    },
  }
}

/** Empty where it is left out. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
