// All deposits as CSV on the standard output: node export-deposits.js > deposits.csv

const { Readable } = require('node:stream')
const { pipeline } = require('node:stream/promises')
const { getDeposits } = require('coinport')

const COLUMNS = ['id', 'created_at', 'currency', 'amount', 'fee', 'state', 'txid']

async function* csv() {
  yield line(COLUMNS)
  // Only one page is in memory at a time.
  for await (const deposit of getDeposits()) yield line(COLUMNS.map((name) => deposit[name]))
}

/** Quotes a field as in RFC 4180. */
function line(fields) {
  const quote = (field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
  return `${fields.map((field) => quote(String(field ?? ''))).join(',')}\r\n`
}

pipeline(Readable.from(csv()), process.stdout).catch((error) => {
  console.error(error.message, error.hint ?? '')
  process.exitCode = 1
})
