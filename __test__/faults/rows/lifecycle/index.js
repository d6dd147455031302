'use strict'

const parts = ['processes', 'clients', 'workers', 'signals', 'panics'].map((name) => require(`./${name}.js`))

const rows = parts.flatMap((part) => part.rows).sort((one, other) => (one.id < other.id ? -1 : 1))

module.exports = { group: 'J', title: 'lifecycle', rows }
