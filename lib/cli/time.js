/** The largest time that a Date can hold, in seconds. */
const LAST = 8.64e12

/** Seconds since 1970 as UTC time, such as `2026-11-24 09:30:05`. */
function utc(seconds) {
  if (!(Math.abs(seconds) <= LAST)) return String(seconds)
  return new Date(seconds * 1000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '')
}

module.exports = { utc }
