'use strict'

// Rows about values in a document: amounts, ids, names, times, and missing fields.

const { fixtureText } = require('../../../support/fixtures.js')
const { SUCCESS } = require('../../harness/outcomes.js')
const {
  MARK,
  PRICES,
  amount,
  respondWith,
  balance,
  cases,
  gives,
  refusedAt,
  ticker,
  unknown,
  without,
} = require('./bodies.js')

const rows = [
  {
    id: 'F10',
    title: 'an amount as a string, and as a number',
    cases: ['0.5', '152990.10', '1e-8', '1500'].flatMap((digits) =>
      [digits, `"${digits}"`].map((text) => ({
        name: text,
        steps: respondWith(amount(text)),
        read: { ...SUCCESS, value: [{ currency: 'btc', balance: digits, locked: '0.0' }] },
      })),
    ),
  },
  {
    id: 'F11',
    title: 'amounts that a double cannot hold',
    cases: [
      '0.1234567890123456789012345678',
      '100000000000000000000.000000000000000001',
      '1e-400',
      '123456789.12345678901234567890E+30',
    ].map((digits) => ({
      name: digits,
      steps: respondWith(amount(digits)),
      read: { ...SUCCESS, value: [{ currency: 'btc', balance: digits, locked: '0.0' }] },
    })),
  },
  {
    id: 'F13',
    title: 'a string that is not an amount',
    cases: [
      '1,234.5',
      ' 1',
      '1 ',
      '+1',
      '1_000',
      '０.５',
      '0x1',
      '',
      'null',
      '1e',
      '.5',
      'NaN',
      '١',
      '1\\n',
      MARK,
      '\\u0031',
      '--1',
      '1.2.3',
    ].map((text) => ({ name: text, steps: respondWith(amount(`"${text}"`)), ...refusedAt('[0].balance') })),
  },
  {
    id: 'F14',
    title: 'a negative amount, and a negative zero',
    cases: ['-1.5', '-0', '-0.0', '-1e-8'].map((digits) => ({
      name: digits,
      steps: respondWith(amount(digits)),
      read: { ...SUCCESS, value: [{ currency: 'btc', balance: digits, locked: '0.0' }] },
    })),
  },
  {
    id: 'F15',
    title: 'an id that a double cannot hold',
    call: (client) => client.getOrders(),
    cases: [
      '9007199254740992',
      '9007199254740993',
      '18446744073709551616',
      '-9007199254740992',
      '1e3',
      '1.0',
      '"9007199254740993"',
    ].map((id) => ({
      name: id,
      steps: respondWith(fixtureText('getOrders').replace('40123', id)),
      ...refusedAt('[0].id'),
    })),
  },
  {
    id: 'F16',
    title: 'the same name twice',
    cases: [
      [amount('"1","balance":"2"'), '[0].balance'],
      [amount('"1","\\u0062alance":"2"'), '[0].balance'],
      [balance('"balance":"1","locked":"0","currency":"eth"'), '[0].currency'],
    ].map(([body, path]) => ({ name: body, steps: respondWith(body), ...refusedAt(path) })),
  },
  {
    id: 'F17',
    title: '__proto__ as a name',
    call: (client) => client.getBalances().then(prototypes, (error) => prototypes([error, error.response.data])),
    cases: cases(
      {
        'in a balance': balance('"balance":"1","locked":"0","__proto__":{"polluted":true}'),
        'in a list of addresses': balance(
          '"balance":"1","locked":"0","deposit_addresses":[{"__proto__":{"polluted":true}}]',
        ),
        'in an undeclared field': unknown(
          '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
        ),
      },
      { read: { ...SUCCESS, value: 'clean' } },
    ).concat([
      {
        name: 'as a market',
        steps: respondWith(ticker('__proto__', `${PRICES},"__proto__":{"polluted":true}`)),
        ...gives((client) => client.getTickers().then(prototypes), 'clean'),
      },
      {
        name: 'in errors',
        steps: respondWith('{"errors":["__proto__"],"__proto__":{"polluted":true}}', { status: '422 X' }),
        read: { ...SUCCESS, value: 'clean' },
      },
    ]),
  },
  {
    id: 'F18',
    title: 'a market or currency that is not a name',
    call: (client) => client.getTickers(),
    cases: ['', 'x'.repeat(257), 'a\\u0000b', '\\n', '\\u001b[2J', '\\u0085'].flatMap((name) => [
      { name: `market ${name.slice(0, 9)}`, steps: respondWith(ticker(name)), ...refusedAt('') },
      {
        name: `currency ${name.slice(0, 9)}`,
        call: (client) => client.getBalances(),
        steps: respondWith(amount('"1"').replace('btc', name)),
        ...refusedAt('[0].currency'),
      },
    ]),
  },
  {
    id: 'F19',
    title: 'markets that are numbers come first, as in every JavaScript object',
    call: (client) => client.getTickers().then(Object.entries),
    steps: respondWith(
      `{${['btcaud', '4294967295', '7', '0'].map((market) => ticker(market, `${PRICES},"amount":"${market.length}"`).slice(1, -1))}}`,
    ),
    read: {
      ...SUCCESS,
      value: (entries) =>
        entries.map(([market]) => market).join() === '0,7,btcaud,4294967295' &&
        entries.every(([market, { ticker }]) => ticker.amount === String(market.length)),
    },
  },
  {
    id: 'F21',
    title: 'markets that look alike',
    call: (client) => client.getTickers().then((tickers) => Object.keys(tickers)),
    steps: respondWith(`{${['é', 'e\u0301', 'BTC', 'btc', 'ﬁ', 'fi'].map((market) => ticker(market).slice(1, -1))}}`),
    read: { ...SUCCESS, value: ['é', 'e\u0301', 'BTC', 'btc', 'ﬁ', 'fi'] },
  },
  {
    id: 'F22',
    title: 'null',
    cases: [
      { name: 'an amount', steps: respondWith(amount('null')), ...refusedAt('[0].balance') },
      { name: 'a row', steps: respondWith('[null]'), ...refusedAt('[0]') },
      { name: 'the list', steps: respondWith('null'), ...refusedAt('') },
      {
        name: 'a ticker',
        steps: respondWith('{"btcaud":null}'),
        call: (client) => client.getTickers(),
        ...refusedAt('btcaud'),
      },
      {
        name: 'errors',
        steps: respondWith('{"errors":null}', { status: '422 X' }),
        read: { class: 'ApiError', errors: [] },
      },
      {
        name: 'the price of a market order',
        steps: respondWith(fixtureText('getOrders')),
        ...gives((client) => client.getOrders().then((orders) => orders[1].price), null),
      },
      {
        name: 'the txid of a deposit',
        steps: respondWith(fixtureText('getDeposit').replace('"4e3b0c44"', 'null')),
        ...gives((client) => client.getDeposit('x').then(({ txid }) => txid), null),
      },
    ],
  },
  {
    id: 'F23',
    title: 'each field missing in turn',
    cases: ['currency', 'balance', 'locked']
      .map((name) => ({ name, steps: respondWith(without(amount('"1"'), name)), ...refusedAt(`[0].${name}`) }))
      .concat(
        ['at', 'high', 'last', 'low', 'open', 'volume'].map((name) => ({
          name,
          call: (client) => client.getTickers(),
          steps: respondWith(without(ticker('btcaud'), name)),
          ...refusedAt(name === 'at' ? 'btcaud.at' : `btcaud.ticker.${name}`),
        })),
      )
      .concat(
        ['avg_price', 'amount', 'vol', 'price_change_percent'].map((name) => ({
          name: `${name}, which is optional`,
          steps: respondWith(ticker('btcaud')),
          ...gives(
            (client) => client.getTickers().then(({ btcaud }) => [Object.keys(btcaud.ticker)]),
            (found) => !found[0].includes('vol'),
          ),
        })),
      ),
  },
  {
    id: 'F24',
    title: 'undeclared fields at every level',
    cases: [
      unknown('{"a":[1.50,{"b":null,"c":"d"}],"e":{}}'),
      balance('"balance":"1","locked":"0","deposit_addresses":[{"new":[1]}],"z":[[]]'),
    ].map((body) => ({ name: body, steps: respondWith(body), read: { ...SUCCESS, value: JSON.parse(body) } })),
  },
  {
    id: 'F25',
    title: 'the wrong container',
    cases: [
      ['{}', ''],
      ['""', ''],
      [`"${MARK}"`, ''],
      ['[[]]', '[0]'],
      [`["${MARK}"]`, '[0]'],
      [amount('["1"]'), '[0].balance'],
      [amount(`{"${MARK}":1}`), '[0].balance'],
      [balance('"balance":"1","locked":"0","deposit_addresses":{}'), '[0].deposit_addresses'],
    ].map(([body, path]) => ({ name: body, steps: respondWith(body), ...refusedAt(path) })),
  },
  {
    id: 'F26',
    title: 'a time',
    cases: [
      ...['1732350005', '"1732350005"', '1732350005000', '-1', '0'].map((at) => ({
        name: at,
        steps: respondWith(ticker('btcaud', PRICES, at)),
        ...gives((client) => client.getTickers().then(({ btcaud }) => btcaud.at), Number(at.replaceAll('"', ''))),
      })),
      ...['1732350005.5', '1e18', '1000000000000000000', '"now"', '"1732350005.0"', '""', 'true'].map((at) => ({
        name: at,
        call: (client) => client.getTickers(),
        steps: respondWith(ticker('btcaud', PRICES, at)),
        ...refusedAt('btcaud.at'),
      })),
    ],
  },
  {
    id: 'F27',
    title: 'an invalid date',
    cases: ['0000-00-00', '2025-06-30T23:59:60Z', '2025-02-30T04:05:06+10:00', 'yesterday', ''].map((date) => ({
      name: date,
      steps: respondWith(fixtureText('getOrders').replace('2025-03-01T04:05:06Z', date)),
      ...gives((client) => client.getOrders().then((orders) => orders[0].created_at), date),
    })),
  },
  {
    id: 'F28',
    title: 'an unknown state',
    steps: respondWith(fixtureText('getOrders').replace('"wait"', '"quantum"')),
    ...gives((client) => client.getOrders().then((orders) => orders[0].state), 'quantum'),
  },
]

/** Whether no prototype was polluted. */
function prototypes(value) {
  const isClean = (value) =>
    typeof value !== 'object' ||
    value === null ||
    (([Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value)) || value instanceof Error) &&
      Object.values(value).every(isClean))
  return {}.polluted === undefined && [].polluted === undefined && isClean(value) ? 'clean' : 'polluted'
}

module.exports = { rows }
