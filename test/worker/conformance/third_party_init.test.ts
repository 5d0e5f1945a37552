/** Logins that a third party begins, as the suite asks for them: it is a matter of registration alone. */
import { expect } from 'vitest'
import { checkRegistered, manage, metadataWith, register } from './dynamic_client.ts'
import { THIRD_PARTY_INIT } from './plans.ts'
import { testPlan, type Module } from './suite.ts'

const basicWith = (initiate_login_uri: string) =>
  register(metadataWith({ initiate_login_uri, token_endpoint_auth_method: 'client_secret_basic' }))

const modules: Record<(typeof THIRD_PARTY_INIT.modules)[number], Module> = {
  'oidcc-3rd_party-init-login': async () => {
    const uri = 'https://suite.amphora.test/test/a/amphora/login'
    const registered = await basicWith(uri)
    checkRegistered(registered)
    expect(registered.body['initiate_login_uri']).toBe(uri)
    const read = await manage('GET', registered.body)
    expect(read.status).toBe(200)
    expect(read.headers.get('Content-Type')).toMatch('application/json')
    expect(await read.json()).toMatchObject({ initiate_login_uri: uri })
    expect((await manage('DELETE', registered.body)).status).toBe(204)
  },
  'oidcc-3rd_party-init-login-nohttps': async () => {
    const { status, body } = await basicWith('http://suite.amphora.test/test/a/amphora/login')
    expect({ status, error: body['error'] }).toEqual({
      status: 400,
      error: 'invalid_client_metadata',
    })
  },
}

testPlan(THIRD_PARTY_INIT, { response_type: 'code', response_mode: 'default' }, modules)
