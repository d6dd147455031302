const { utc } = require('./time.js')

// Columns of tables that show one field of each row. `table.js` describes a column.

const SIDES = { buy: 'green', sell: 'red' }

/** Text. */
const text = (title, field = title) => ({ title, of: (row) => row[field] })

/** What the row is about. */
const name = (title, field = title) => ({ ...text(title, field), style: () => 'bold' })

/** A number, shown as it was sent, with the points of a column aligned. */
const number = (title, field = title) => ({ ...text(title, field), right: true })

/** `buy` or `sell`. */
const side = (title, field = title) => ({ ...text(title, field), style: (row) => SIDES[row[field]] })

/** A time in seconds since 1970. */
const time = (field) => ({ title: 'time (UTC)', of: (row) => utc(row[field]) })

module.exports = { name, number, side, text, time }
