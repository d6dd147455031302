const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')

/** Creates a folder that is removed when the test `t`, or the row with this `after`, ends. */
function temporaryFolder(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

module.exports = { temporaryFolder }
