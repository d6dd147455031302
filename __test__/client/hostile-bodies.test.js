const assert = require('node:assert/strict')
const { test } = require('node:test')
const { inspect } = require('node:util')
const { gzipSync } = require('node:zlib')
const { ApiError, CoinPort } = require('coinport')
const { CANARY, leaks } = require('../support/canary.js')
const { serve } = require('../support/server.js')

const ESCAPES = '\u001b[2J\u001b[31mred\u0007\u009b31m\r\u0000\u202eevil'
const nested = (depth, open, close) => `${open.repeat(depth)}1${close.repeat(depth)}`
const escaped = [...CANARY].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** Error bodies that a client must survive, each of a different kind. */
const BODIES = {
  empty: '',
  'a space': ' ',
  'a NUL': '\0',
  'a megabyte of NUL': Buffer.alloc(1 << 20),
  'a megabyte of text': 'x'.repeat(1 << 20),
  'a megabyte in one code': JSON.stringify({ errors: ['x'.repeat(1 << 20)] }),
  'a hundred thousand codes': JSON.stringify({ errors: Array(100_000).fill('a.b.c') }),
  'a code of a single text': '{"errors":"server.method_not_allowed"}',
  'a code in error': '{"error":"text"}',
  'a code in message': '{"message":"text"}',
  'codes that are no text': '{"errors":[1,null,{},[],true,"kept"]}',
  'codes that are an object': '{"errors":{"a":["b"]}}',
  'codes that are null': '{"errors":null}',
  'a list': '["a"]',
  'a text': '"a"',
  'a number': '500',
  'a huge number': `1${'0'.repeat(5000)}`,
  'a number no double holds': '{"errors":[],"n":1e999999}',
  null: 'null',
  'lists 129 deep': nested(129, '[', ']'),
  'lists a million deep': '['.repeat(1_000_000),
  'objects a hundred thousand deep': '{"a":'.repeat(100_000),
  'lists 10 000 deep in a code': `{"errors":${nested(10_000, '[', ']')}}`,
  'the same name a thousand times': `{${Array(1000).fill('"errors":["a"]').join()}}`,
  'hostile names': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"errors":["a"]}',
  'a hostile toJSON': '{"toJSON":"x","then":"y","errors":["a"],"name":"z","stack":"s","message":"m"}',
  'half of JSON': '{"errors":["a',
  'JSON and more': '{"errors":["a"]}{"errors":["b"]}',
  'JSON with comments': '/* */{"errors":["a"]}',
  'JSON after a byte order mark': '\ufeff{"errors":["a"]}',
  'UTF-16': Buffer.from('{"errors":["a"]}', 'utf16le'),
  'Latin-1': Buffer.from('{"errors":["\u00e9"]}', 'latin1'),
  'cut UTF-8': Buffer.from([0x7b, 0x22, 0xe2, 0x82]),
  'overlong UTF-8': Buffer.from([0xc0, 0xaf, 0xf8, 0x88, 0x80, 0x80, 0x80]),
  'a lone surrogate': '{"errors":["\\ud800"]}',
  'random bytes': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
  'gzip without saying so': gzipSync('{"errors":["a"]}'),
  'HTML with a script': '<html><script>alert(1)</script><img src=x onerror=alert(1)></html>',
  'the page of an edge': '<!DOCTYPE html><title>Error 1015</title><p>You are being rate limited</p>'.repeat(2000),
  'escape codes in text': ESCAPES,
  'escape codes in a code': JSON.stringify({ errors: [ESCAPES] }),
  'escape codes in a name': JSON.stringify({ [ESCAPES]: ESCAPES, errors: [] }),
  'escape codes in a message': JSON.stringify({ message: ESCAPES }),
  'line breaks in a code': JSON.stringify({ errors: ['a\nInjected: line\r\nb'] }),
  'a format string': JSON.stringify({ errors: ['%s%d%j%o%c'] }),
  'a template': JSON.stringify({ errors: [`\${process.exit(1)}`] }),
  'the key in a code': JSON.stringify({ errors: [CANARY] }),
  'the key in text': `You sent ${CANARY}.`,
  'the key, encoded': `You sent ${encodeURIComponent(CANARY)} or ${Buffer.from(CANARY).toString('base64')}`,
  'the key, escaped': `{"errors":["${escaped}"],"${escaped}":"${escaped}"}`,
  'the key, cut by a control character': JSON.stringify({ errors: [`${CANARY.slice(0, 9)}\u0007${CANARY.slice(9)}`] }),
  'the key a thousand times': CANARY.repeat(1000),
  'the key as a name': JSON.stringify({ [CANARY]: { [CANARY]: [CANARY] } }),
  'the key across the limit of what is read': `${'x'.repeat(64 * 1024 - 10)}${CANARY}`,
}

const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

function texts(value, found = []) {
  if (typeof value === 'string') found.push(value)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) texts(item, texts(key, found))
  return found
}

test('there are at least fifty error bodies', () => assert.ok(Object.keys(BODIES).length >= 50))

for (const [name, body] of Object.entries(BODIES)) {
  test(`an error body is shown safely: ${name}`, async (t) => {
    const { baseUrl } = await serve(t, (_request, response) => {
      response.writeHead(422, `Reason ${CANARY}`, { 'x-echo': CANARY, 'content-type': 'text/html' })
      response.end(body)
    })
    const error = await new CoinPort({ baseUrl, apiKey: CANARY }).getBalances().then(assert.fail, (error) => error)
    assert.ok(error instanceof ApiError, inspect(error))
    assert.match(error.message, /^Request failed with status code 422/)
    assert.ok(error.message.length < 4096, `a message of ${error.message.length} characters`)
    assert.ok(error.errors.length <= 16 && error.errors.every((code) => typeof code === 'string' && code.length <= 128))
    assert.ok(JSON.stringify(error).length < 512 * 1024)
    for (const text of [error.message, ...error.errors, ...texts(error.response.data)]) {
      assert.doesNotMatch(text, UNPRINTABLE)
    }
    assert.ok(!error.message.includes('\n'))
    assert.equal({}.polluted, undefined)
    assert.deepEqual(leaks(error), [])
    assert.ok(!JSON.stringify(error).includes(CANARY.slice(0, 8)), 'not even its beginning')
  })
}

test('an endless body is cut off, and its connection is closed', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => {
    response.writeHead(500)
    const more = () => response.write('x'.repeat(65536)) && setImmediate(more)
    response.on('drain', more)
    more()
  })
  const client = new CoinPort({ baseUrl, maxRetries: 0, maxResponseSize: 1024 * 1024 })
  await assert.rejects(client.getVersion(), { status: 500 })
})

test('the scan finds a planted key', () => {
  assert.match(ESCAPES, UNPRINTABLE)
  assert.deepEqual(texts({ a: ['b', { c: 'd' }] }), ['a', '0', 'b', '1', 'c', 'd'])
  assert.notDeepEqual(leaks(new Error(CANARY)), [])
})
