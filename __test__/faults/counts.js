'use strict'

const { FULL, scaled } = require('../support/counts.js')

/** The count of a row: a hundredth unless all is to be run, or a tenth where a rate is asserted. */
const counts = (full) => scaled(full)
const rateCounts = (full) => scaled(full, 10)

module.exports = { FULL, counts, rateCounts }
