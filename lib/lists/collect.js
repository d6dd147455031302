const { badOption, kindOf } = require('../errors.js')
const { ownOptions } = require('../options/client-options.js')

/** Collects the rows of the promise of a list, at most `limit` of them. */
async function collect(list, options) {
  const limit = readLimit(list, options)
  const rows = []
  for await (const row of list) {
    rows.push(row)
    if (rows.length === limit) break
  }
  return rows
}

function readLimit(list, options) {
  try {
    const { limit, ...others } = ownOptions(options)
    const [unknown] = Object.keys(others)
    if (unknown !== undefined) throw badOption(unknown, 'is unknown: known is limit', { code: 'ERR_BAD_OPTION' })
    if (limit === undefined || limit === null) return undefined
    if (Number.isSafeInteger(limit) && limit >= 1) return limit
    throw badOption('limit', `must be a whole number from 1, not ${kindOf(limit)}`)
  } catch (error) {
    // The request is under way. Nobody else handles its failure.
    list.catch(() => {})
    throw error
  }
}

module.exports = { collect }
