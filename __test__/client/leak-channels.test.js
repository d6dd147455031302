'use strict'

const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { CHANNELS, search } = require('../support/leak-channels.js')
const { notRunOffLinux, notRunWithout } = require('../support/tools.js')

const skip = notRunOffLinux() || notRunWithout('openssl')

describe('a planted key', { concurrency: 3, skip }, () => {
  for (const channel of CHANNELS) {
    test(`${channel.id} ${channel.title}: found`, async (t) =>
      assert.notEqual((await search(channel, t, true)).length, 0))
  }
})

describe('the key of a client', { concurrency: 3, skip }, () => {
  for (const channel of CHANNELS) {
    test(`${channel.id} ${channel.title}: nowhere`, async (t) => {
      const found = await search(channel, t, false)
      assert.deepEqual(
        found.map((text) => text.slice(0, 300)),
        [],
      )
    })
  }
})
