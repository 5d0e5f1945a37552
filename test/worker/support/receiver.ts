/** The network beyond the provider, as far as clients are told of sign-outs: what each was sent, and what it answers. */
import { vi } from 'vitest'

export interface Told {
  url: string
  token: string
  headers: Headers
}

/** Stands in for every server of every client, until the mocks are restored. */
export function receiver(answer: (told: Told) => Response | Promise<Response>) {
  const told: Told[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const body = await request.formData()
    const each = {
      url: request.url,
      token: String(body.get('logout_token')),
      headers: request.headers,
    }
    told.push(each)
    return answer(each)
  })
  return told
}

export const takes = (): Response => new Response(null, { status: 200 })
