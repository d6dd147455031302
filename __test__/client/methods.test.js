'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort } = require('coinport')

for (const name of ['getTickers', 'getOrders', 'getTicker', 'request', 'withOptions', 'close']) {
  test(`${name} says that it was taken from its client`, () => {
    const coinport = new CoinPort()
    const { [name]: method } = coinport
    for (const receiver of [undefined, null, {}, 'coinport', CoinPort.prototype])
      assert.throws(() => method.call(receiver), {
        name: 'TypeError',
        message: new RegExp(`^${name} was called without its client: write coinport\\.${name}\\(…\\)`),
      })
    coinport.close()
  })
}
