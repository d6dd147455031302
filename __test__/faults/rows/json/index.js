'use strict'

const { rows: documents } = require('./documents.js')
const { rows: sizes } = require('./sizes.js')
const { rows: values } = require('./values.js')

const rows = [...documents, ...values, ...sizes].sort((one, other) => one.id.localeCompare(other.id))

module.exports = { group: 'F', title: 'JSON and its types', rows }
