/** Each kind of provider against an answer of the shape that it gives. */
import { describe, expect, it } from 'vitest'
import type { UpstreamKind } from '../../spec/upstream.ts'
import { providerOf } from './providers.ts'
import type { Told, UpstreamProfile } from './providers/provider.ts'

interface Case {
  kind: UpstreamKind
  name: string
  told: Told
  expect: UpstreamProfile
}

const cases: Case[] = [
  {
    kind: 'google',
    name: 'a mailbox of Google’s own',
    told: {
      claims: {
        iss: 'https://accounts.google.com',
        azp: '407408718192.apps.googleusercontent.com',
        aud: '407408718192.apps.googleusercontent.com',
        sub: '110169484474386276334',
        email: 'ada@gmail.com',
        email_verified: true,
        at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
        name: 'Ada Lovelace',
        picture: 'https://lh3.googleusercontent.com/a/ACg8ocJ=s96-c',
        given_name: 'Ada',
        family_name: 'Lovelace',
      },
    },
    expect: {
      subject: '110169484474386276334',
      claims: {
        name: 'Ada Lovelace',
        given_name: 'Ada',
        family_name: 'Lovelace',
        picture: 'https://lh3.googleusercontent.com/a/ACg8ocJ=s96-c',
      },
      email: { address: 'ada@gmail.com', isVerified: true, isOwn: true },
    },
  },
  {
    kind: 'google',
    name: 'a mailbox of a Workspace',
    told: {
      claims: { sub: '1', email: 'ada@acme.example', email_verified: true, hd: 'acme.example' },
    },
    expect: {
      subject: '1',
      claims: {},
      email: { address: 'ada@acme.example', isVerified: true, isOwn: true },
    },
  },
  {
    kind: 'google',
    name: 'a mailbox of somebody else’s',
    told: { claims: { sub: '1', email: 'ada@yahoo.example', email_verified: true } },
    expect: {
      subject: '1',
      claims: {},
      email: { address: 'ada@yahoo.example', isVerified: true, isOwn: false },
    },
  },
  {
    kind: 'microsoft',
    name: 'an address that an administrator has written (nOAuth)',
    told: {
      claims: {
        iss: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
        tid: '9188040d-6c67-4c5b-b112-36a304b66dad',
        oid: '00000000-0000-0000-66f3-3332eca7ea81',
        sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
        name: 'Ada Lovelace',
        preferred_username: 'ada@acme.example',
        email: 'victim@gmail.com',
        ver: '2.0',
      },
    },
    expect: {
      subject: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
      claims: { name: 'Ada Lovelace', preferred_username: 'ada@acme.example' },
      email: { address: 'victim@gmail.com', isVerified: false, isOwn: false },
    },
  },
  {
    kind: 'microsoft',
    name: 'an address in a domain of the directory',
    told: { claims: { sub: 'a', email: 'ada@acme.example', xms_edov: 1 } },
    expect: {
      subject: 'a',
      claims: {},
      email: { address: 'ada@acme.example', isVerified: true, isOwn: true },
    },
  },
  {
    kind: 'apple',
    name: 'an address behind the relay, verified in a text, and a name that came once',
    told: {
      claims: {
        iss: 'https://appleid.apple.com',
        aud: 'example.client',
        sub: '001473.2a5e5f0c.0839',
        email: 'dpdcnf87nu@privaterelay.appleid.com',
        email_verified: 'true',
        is_private_email: 'true',
        auth_time: 1_767_000_000,
        nonce_supported: true,
      },
      posted: { name: { firstName: 'Ada', lastName: 'Lovelace' }, email: 'mallory@example.org' },
    },
    expect: {
      subject: '001473.2a5e5f0c.0839',
      claims: { name: 'Ada Lovelace', given_name: 'Ada', family_name: 'Lovelace' },
      email: { address: 'dpdcnf87nu@privaterelay.appleid.com', isVerified: true, isOwn: true },
    },
  },
  {
    kind: 'apple',
    name: 'an address that is not verified, in a text',
    told: { claims: { sub: '1', email: 'ada@example.org', email_verified: 'false' } },
    expect: {
      subject: '1',
      claims: {},
      email: { address: 'ada@example.org', isVerified: false, isOwn: false },
    },
  },
  {
    kind: 'gitlab',
    name: 'a person of a site',
    told: {
      claims: {
        iss: 'https://gitlab.com',
        sub: '4242',
        sub_legacy: '8b…',
        name: 'Ada Lovelace',
        nickname: 'ada',
        preferred_username: 'ada',
        email: 'ada@example.org',
        email_verified: true,
        profile: 'https://gitlab.com/ada',
        picture: 'https://gitlab.com/uploads/-/system/user/avatar/4242/a.png',
        groups_direct: ['engines'],
      },
    },
    expect: {
      subject: '4242',
      claims: {
        name: 'Ada Lovelace',
        nickname: 'ada',
        preferred_username: 'ada',
        profile: 'https://gitlab.com/ada',
        picture: 'https://gitlab.com/uploads/-/system/user/avatar/4242/a.png',
      },
      email: { address: 'ada@example.org', isVerified: true, isOwn: false },
    },
  },
  {
    kind: 'linkedin',
    name: 'a person whose locale is an object, verified in a text',
    told: {
      claims: {
        sub: '782bbtaQ',
        name: 'Ada Lovelace',
        given_name: 'Ada',
        family_name: 'Lovelace',
        picture: 'https://media.licdn.example/dms/image/a/profile-displayphoto-shrink_100_100/0/',
        locale: { country: 'US', language: 'en' },
        email: 'ada@example.org',
        email_verified: 'true',
      },
    },
    expect: {
      subject: '782bbtaQ',
      claims: {
        name: 'Ada Lovelace',
        given_name: 'Ada',
        family_name: 'Lovelace',
        picture: 'https://media.licdn.example/dms/image/a/profile-displayphoto-shrink_100_100/0/',
      },
      email: { address: 'ada@example.org', isVerified: false, isOwn: false },
    },
  },
  {
    kind: 'github',
    name: 'the primary address of the list, not the one of the profile',
    told: {
      claims: {
        login: 'ada',
        id: 583231,
        node_id: 'MDQ6VXNlcjU4MzIzMQ==',
        avatar_url: 'https://avatars.githubusercontent.com/u/583231?v=4',
        html_url: 'https://github.com/ada',
        type: 'User',
        name: null,
        email: 'shown@example.org',
      },
      emails: [
        { email: 'other@example.org', primary: false, verified: true, visibility: null },
        { email: 'ada@example.org', primary: true, verified: true, visibility: 'private' },
      ],
    },
    expect: {
      subject: '583231',
      claims: {
        name: 'ada',
        preferred_username: 'ada',
        profile: 'https://github.com/ada',
        picture: 'https://avatars.githubusercontent.com/u/583231?v=4',
      },
      email: { address: 'ada@example.org', isVerified: true, isOwn: false },
    },
  },
  {
    kind: 'facebook',
    name: 'an address of which nothing is said',
    told: {
      claims: {
        id: '102030405060708',
        name: 'Ada Lovelace',
        first_name: 'Ada',
        last_name: 'Lovelace',
        email: 'ada@example.org',
        picture: {
          data: {
            height: 50,
            is_silhouette: false,
            url: 'https://platform-lookaside.fbsbx.com/platform/profilepic/?asid=1',
            width: 50,
          },
        },
      },
    },
    expect: {
      subject: '102030405060708',
      claims: {
        name: 'Ada Lovelace',
        given_name: 'Ada',
        family_name: 'Lovelace',
        picture: 'https://platform-lookaside.fbsbx.com/platform/profilepic/?asid=1',
      },
      email: { address: 'ada@example.org', isVerified: false, isOwn: false },
    },
  },
  {
    kind: 'x',
    name: 'a person without an address',
    told: {
      claims: {
        data: {
          id: '2244994945',
          name: 'Ada Lovelace',
          username: 'ada',
          profile_image_url: 'https://pbs.twimg.com/profile_images/1/a_normal.jpg',
        },
      },
    },
    expect: {
      subject: '2244994945',
      claims: {
        name: 'Ada Lovelace',
        preferred_username: 'ada',
        picture: 'https://pbs.twimg.com/profile_images/1/a_normal.jpg',
      },
    },
  },
  {
    kind: 'discord',
    name: 'a person with a name of their own',
    told: {
      claims: {
        id: '80351110224678912',
        username: 'ada',
        discriminator: '0',
        global_name: 'Ada',
        avatar: '8342729096ea3675442027381ff50dfe',
        verified: true,
        email: 'ada@example.org',
        flags: 64,
        premium_type: 1,
        locale: 'en-US',
      },
    },
    expect: {
      subject: '80351110224678912',
      claims: { name: 'Ada', preferred_username: 'ada', locale: 'en-US' },
      email: { address: 'ada@example.org', isVerified: true, isOwn: false },
    },
  },
  {
    kind: 'oidc',
    name: 'texts that hide or reorder others are left out',
    told: {
      claims: {
        sub: 'a',
        name: 'Ada\u202eecalevoL',
        given_name: '',
        picture: 'javascript:alert(1)',
        profile: 'http://plain.example/',
        locale: 7,
      },
    },
    expect: { subject: 'a', claims: {} },
  },
]

describe('what a provider tells', () => {
  it.each(cases)('$kind: $name', ({ kind, told, expect: profile }) => {
    expect(providerOf(kind).profile(told)).toEqual(profile)
  })

  it.each<{ kind: UpstreamKind; name: string; claims: Told['claims'] }>([
    { kind: 'oidc', name: 'no subject', claims: { email: 'a@example.org' } },
    { kind: 'oidc', name: 'a subject of too many characters', claims: { sub: 'a'.repeat(256) } },
    { kind: 'github', name: 'an id that is no whole number', claims: { id: 1.5 } },
    { kind: 'github', name: 'an id that is not exact', claims: { id: 2 ** 53 } },
    { kind: 'x', name: 'an error in place of a person', claims: { errors: [] } },
    { kind: 'discord', name: 'no id', claims: { username: 'ada' } },
  ])('$kind: $name is nobody', ({ kind, claims }) => {
    expect(providerOf(kind).profile({ claims })).toBeUndefined()
  })
})
