const { readFileSync } = require('node:fs')
const path = require('node:path')

/** The text of a fixture: the documented response of a call. */
const fixtureText = (name) => readFileSync(path.join(__dirname, '..', 'fixtures', `${name}.json`), 'utf8')
const readFixture = (name) => JSON.parse(fixtureText(name))

module.exports = { fixtureText, readFixture }
