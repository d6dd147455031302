'use strict'

/** `FULL=1` runs every test with the counts of its promise; otherwise they are smaller, so that all tests take minutes. */
const FULL = process.env.FULL === '1'

/** So many in full, a part of that otherwise. */
const scaled = (full, by = 100) => (FULL ? full : Math.ceil(full / by))

module.exports = { FULL, scaled }
