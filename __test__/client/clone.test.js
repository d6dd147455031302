const assert = require('node:assert/strict')
const { test } = require('node:test')
const { MessageChannel } = require('node:worker_threads')
const { CoinPort } = require('coinport')

test('a client cannot be cloned or posted to a worker', () => {
  const { port1 } = new MessageChannel()
  class Own extends CoinPort {}
  for (const client of [new CoinPort(), new Own()]) {
    assert.throws(() => structuredClone(client), { name: 'DataCloneError', message: /could not be cloned/ })
    assert.throws(() => port1.postMessage({ client }), { name: 'DataCloneError' })
    assert.ok(client instanceof CoinPort)
    assert.deepEqual([Object.keys(client), JSON.stringify(client), String(client)], [[], '{}', '[object Object]'])
    client.close()
  }
  port1.close()
})
