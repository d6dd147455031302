// Finds the test files. `node scripts/test-files.js` prints them.

const { readdirSync } = require('node:fs')
const path = require('node:path')

const FOLDER = path.join(__dirname, '..', '__test__')

/** The test files with `pattern` in their path, relative to the root. */
function testFiles(pattern = '') {
  return readdirSync(FOLDER, { recursive: true })
    .filter((file) => /\.test\.m?js$/.test(file) && !file.includes('node_modules'))
    .map((file) => path.join('__test__', file))
    .filter((file) => file.includes(pattern))
    .sort()
}

module.exports = { testFiles }
if (require.main === module) console.log(testFiles().join(' '))
