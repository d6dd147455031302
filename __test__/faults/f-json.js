'use strict'

const { rows: documents } = require('./f-documents.js')
const { rows: sizes } = require('./f-sizes.js')
const { rows: values } = require('./f-values.js')

const rows = [...documents, ...values, ...sizes].sort((one, other) => one.id.localeCompare(other.id))

module.exports = { group: 'F', title: 'JSON and its types', rows }
