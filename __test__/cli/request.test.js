const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { indentJson } = require('../../lib/cli/json-text.js')
const { CANARY } = require('../support/canary.js')
const { runCommand } = require('../support/command.js')
const { json, serve } = require('../support/server.js')

/** A server that records each request, and replies with `reply`. */
async function record(t, reply) {
  const seen = []
  const { baseUrl } = await serve(t, (request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const url = decodeURIComponent(request.url.replace('/api/v2/peatio/', ''))
      seen.push([request.method, url, body === '' ? null : JSON.parse(body), request.headers.authorization ?? null])
      if (typeof reply === 'function') reply(response)
      else json(response, 200, reply)
    })
  })
  return { seen, env: { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: CANARY } }
}

const KEY = `Bearer ${CANARY}`
const REQUESTS = [
  { args: ['GET', 'account/new'], sent: ['GET', 'account/new', null, KEY] },
  { args: ['get', '/public/new', 'a=1', 'b=x=y', 'c='], code: 2, stderr: /^coinport: c must be/ },
  {
    args: ['get', '/public/new', 'a=1', 'b=x=y & é'],
    sent: ['GET', 'public/new?a=1&b=x=y & é', null, null],
  },
  {
    args: ['GET', 'account/new', 'state[]=wait', 'state[]=done', 'search[code]=btc'],
    sent: ['GET', 'account/new?state[]=wait&state[]=done&search[code]=btc', null, KEY],
  },
  {
    title: 'a known call, whose numbers and flags are text',
    args: ['GET', 'account/balances', 'limit=5', 'nonzero=true', 'new=1'],
    sent: ['GET', 'account/balances?limit=5&nonzero=true&new=1', null, KEY],
    reply: '[]',
  },
  {
    title: 'a body of text, whose digits stay',
    args: ['post', 'account/new', 'volume=0.10', 'id=007', 'flag=true', 'data[address]=a', 'list[]=b', '--yes'],
    sent: [
      'POST',
      'account/new',
      { volume: '0.10', id: '007', flag: 'true', data: { address: 'a' }, list: ['b'] },
      KEY,
    ],
  },
  { args: ['DELETE', 'account/new/1', '--yes'], sent: ['DELETE', 'account/new/1', {}, KEY] },
  { args: ['DELETE', 'account/new/1'], code: 2, stderr: /give --yes/ },
  { args: ['GET', 'account/../new'], code: 2, stderr: /path/ },
  { args: ['GET', 'account/new', '__proto__=1'], sent: ['GET', 'account/new?__proto__=1', null, KEY] },
]

describe('coinport request', { concurrency: 3 }, () => {
  for (const { title, args, sent, reply = '{}', code = 0, stderr = /^$/ } of REQUESTS) {
    test(title ?? `coinport request ${args.join(' ')}`, async (t) => {
      const { seen, env } = await record(t, reply)
      const ran = await runCommand(['request', ...args], { env })
      assert.equal(ran.code, code, ran.stderr)
      assert.match(ran.stderr, stderr)
      assert.deepEqual(seen, sent ? [sent] : [])
    })
  }

  test('numbers are printed as they were sent, and hidden characters escaped', async (t) => {
    const body = '{ "a":0.10000000000000000001,"b" : [1e400,-0.0, []],\n"c":{},"d":"x\\"{\u202e","e":9007199254740993}'
    const { env } = await record(t, body)
    const { stdout, code } = await runCommand(['request', 'GET', 'public/new'], { env })
    assert.equal(code, 0)
    assert.equal(
      stdout,
      [
        '{',
        '  "a": 0.10000000000000000001,',
        '  "b": [',
        '    1e400,',
        '    -0.0,',
        '    []',
        '  ],',
        '  "c": {},',
        '  "d": "x\\"{\\u202e",',
        '  "e": 9007199254740993',
        '}',
        '',
      ].join('\n'),
    )
  })

  test('a write that fails is sent once and shows its outcome', async (t) => {
    const { seen, env } = await record(t, (response) => json(response, 502, ''))
    const { code, stderr } = await runCommand(['request', 'POST', 'account/new', '--yes', '--json'], { env })
    assert.deepEqual([code, seen.length], [1, 1])
    const { error } = JSON.parse(stderr)
    assert.deepEqual([error.outcome, error.status], ['unknown', 502])
    assert.ok(!stderr.includes(CANARY))
  })
})

test('JSON text is indented as JSON.stringify does', () => {
  for (const value of [1, 'a: [b, {c}]', [], {}, [[], [[1]]], { a: { b: [{}, 'x\\', ''] }, '': null }]) {
    assert.equal(indentJson(JSON.stringify(value)), JSON.stringify(value, null, 2))
  }
})
