'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { excessive, slopes } = require('../../bench/soak/slopes.js')

/** The samples of a phase in which memory grows by so many MiB in all. */
const phase = (calls, grown, more) =>
  Array.from({ length: 51 }, (_, index) => ({
    ...{ phase: 'good', calls: (calls * index) / 50, memory: 70 + (grown * index) / 50 },
    ...{ heap: 5, descriptors: 90, threads: 9, listeners: 9, ...more(index) },
  }))
const still = () => ({})

for (const [title, samples, figures] of [
  ['a million calls with 2 MiB more for each 100,000', phase(1_000_000, 20, still), ['memory']],
  ['a million calls with half a MiB more for each 100,000', phase(1_000_000, 5, still), []],
  ['a thousand calls with 1 MiB more', phase(1000, 1, still), []],
  ['a thousand calls with 10 MiB more', phase(1000, 10, still), ['memory']],
  ['a descriptor for each thousand calls', phase(50_000, 0, (index) => ({ descriptors: 90 + index })), ['descriptors']],
  [
    'a million calls with a thread that was started meanwhile',
    phase(1_000_000, 0, (index) => ({ threads: index > 40 ? 10 : 9 })),
    [],
  ],
]) {
  test(`the soak finds in ${title}: ${figures.join() || 'no leak'}`, () => {
    const found = excessive(slopes(samples)).map((text) => /^good: (\w+) /.exec(text)[1])
    assert.deepEqual(found, figures)
  })
}
