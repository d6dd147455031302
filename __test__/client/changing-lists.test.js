const assert = require('node:assert/strict')
const { test } = require('node:test')
const { DecodeError } = require('coinport')
const { iterate } = require('../../lib/lists/iterate.js')
const { FULL } = require('../support/counts.js')
const { randomNumbers } = require('../support/random.js')
const { KINDS, changingList, pageResult } = require('../support/changing-list.js')

const HISTORIES = FULL ? 100_000 : 500
const SEED = Number(process.env.SEED ?? 1)

/** Iterates one random list, with changes between any two requests. */
async function history(seed) {
  const random = randomNumbers(seed)
  const kind = Object.keys(KINDS)[random() % 4]
  const descending = kind === 'transfers' || random() % 4 > 0
  const pageSize = 40 + (random() % 60)
  const limit = 1 + (random() % pageSize)
  const headers = { perPage: random() % 2 === 0, totals: random() % 2 === 0 }
  // A server that sends no page headers caps pages at a round number.
  const cap = [pageSize, pageSize, 25 * (1 + (random() % 2))][random() % 3]
  const model = changingList(kind, { count: random() % 250, descending, random, ties: [1, 3, 12][random() % 3] })
  const most = [0, 1, 3, limit][random() % 4]
  const gone = (name) => kind === 'transfers' && name !== 'come'
  const names = model.names.filter((name) => !gone(name))
  const burst = random() % 8 === 0 ? names[random() % names.length] : undefined
  let requests = 0
  let left = 300 // Limits the changes: reading a list that always grows does not end.
  const read = async (number, asked) => {
    if (requests > 0) {
      for (let changes = random() % (most + 1); changes > 0 && left > 0; changes -= 1) {
        left -= 1
        model.change(burst ?? names[random() % names.length])
      }
    }
    requests += 1
    assert.ok(asked <= Math.max(pageSize, 8), `asked for ${asked} of ${pageSize}`)
    return pageResult(model.page(number, asked, cap), asked, number, headers)
  }
  const given = []
  const what = `seed ${seed}: ${kind}, limit ${limit}`
  try {
    const list = { ...model.list, page: 1, limit, pageSize, descending }
    for await (const row of iterate(read(1, limit), read, list)) given.push(row)
  } catch (error) {
    assert.ok(
      error instanceof DecodeError && /could not be read completely/.test(error.message),
      `${what}: ${error.stack}`,
    )
    if (process.env.SHOW) console.log(what, most, requests, JSON.stringify(headers), cap, pageSize, error.message)
    return { what, requests, threw: true, most }
  }
  check(model, given, what)
  return { what, requests, threw: false, most }
}

/** Fails unless each row that was always in the list was yielded once, and no row that was never in it was. */
function check({ list, wire, seen }, given, what) {
  const name = (row) => JSON.stringify(list.identity.map((field) => row[field]))
  const count = (rows) => {
    const counts = new Map()
    for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + 1)
    return counts
  }
  const [throughout, ever, came] = [
    count([...seen.throughout].map(wire)),
    count([...seen.ever].map(wire)),
    count(given),
  ]
  for (const [row, times] of throughout) assert.ok((came.get(row) ?? 0) >= times, `${what}: ${row} was skipped`)
  for (const [row, times] of came) assert.ok(times <= (ever.get(row) ?? 0), `${what}: ${row} came ${times} times`)
}

test(`${HISTORIES} random changing lists: each row that stays is yielded once`, async (t) => {
  t.diagnostic(`seed ${SEED}`)
  const figures = { threw: 0, modest: 0, modestThrew: 0, requests: 0 }
  for (let index = 0; index < HISTORIES; index += 1) {
    const { requests, threw, most } = await history(SEED * 1_000_003 + index)
    figures.requests += requests
    figures.threw += threw
    figures.modest += most <= 1
    figures.modestThrew += threw && most <= 1
  }
  t.diagnostic(JSON.stringify(figures))
  assert.ok(figures.modestThrew <= figures.modest / 1000, 'a list that changes little must be read')
  assert.ok(figures.threw <= HISTORIES / 20, 'most of all lists must be read')
})
