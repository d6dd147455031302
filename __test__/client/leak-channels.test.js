'use strict'

const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { CHANNELS, search } = require('../support/leak-channels.js')
const { notRunOffLinux, notRunWithout } = require('../support/tools.js')

const skip = notRunOffLinux() || notRunWithout('openssl')

describe('the key of a client does not leak', { concurrency: 6, skip }, () => {
  for (const channel of CHANNELS) {
    test(`${channel.id} ${channel.title}`, async (t) => {
      const found = await search(channel, t, false)
      assert.deepEqual(
        found.map((text) => text.slice(0, 300)),
        [],
      )
    })
    test(`${channel.id}: the search finds a planted key`, async (t) =>
      assert.notEqual((await search(channel, t, true)).length, 0))
  }
})
