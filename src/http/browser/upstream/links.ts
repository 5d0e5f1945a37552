/** Whom a person may sign in with, as the sign-in page offers it. */
import type { Upstream } from '../../../domain/upstream.ts'
import type { UpstreamLink } from '../../../pages/parts/upstream_links.tsx'
import type { World } from '../../../stores/world.ts'
import { errandUrl, type Errand } from '../sign_in/errand.ts'

/** @param again whether the person is to prove anew who they are */
export async function upstreamLinks(
  { registry }: World,
  errand: Errand,
  again: boolean,
): Promise<UpstreamLink[]> {
  const { upstreams } = await registry.settings()
  return upstreams
    .filter(({ enabled }) => enabled)
    .map(({ id, name }) => ({
      name,
      url: errandUrl(`/login/with/${id}`, errand, again ? { prove: 'again' } : {}),
    }))
}

/** One that people may sign in with at the moment. */
export const enabledUpstream = async (
  { registry }: World,
  id: string,
): Promise<Upstream | undefined> =>
  (await registry.settings()).upstreams.find((each) => each.id === id && each.enabled)
