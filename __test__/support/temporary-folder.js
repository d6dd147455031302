const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')

/** Creates a folder that is removed when the test ends. */
function temporaryFolder({ after }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

module.exports = { temporaryFolder }
