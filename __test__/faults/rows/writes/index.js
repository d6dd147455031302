'use strict'

const parts = ['not-sent', 'rejected', 'unknown'].map((name) => require(`./${name}.js`))

module.exports = {
  group: 'O',
  title: 'the outcome of orders and other calls that change something',
  rows: parts.flatMap((part) => part.rows),
}
