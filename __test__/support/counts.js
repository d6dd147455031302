'use strict'

/** Whether all is to be run: `npm run test:full`. */
const FULL = process.env.FULL === '1'

/** The count of a row: a hundredth unless all is to be run, or a tenth where a rate is asserted. */
const counts = (full) => (FULL ? full : Math.ceil(full / 100))
const rateCounts = (full) => (FULL ? full : Math.ceil(full / 10))

module.exports = { FULL, counts, rateCounts }
