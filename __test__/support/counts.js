'use strict'

/** Whether to run the full counts, as `npm run test:full` does. */
const FULL = process.env.FULL === '1'

/** Reduces the count of a row to a hundredth, or to a tenth if the row asserts a rate. */
const counts = (full) => (FULL ? full : Math.ceil(full / 100))
const rateCounts = (full) => (FULL ? full : Math.ceil(full / 10))

module.exports = { FULL, counts, rateCounts }
