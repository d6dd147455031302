const { existsSync, readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')
const { ROOT } = require('./script.js')
const { notRun } = require('./tools.js')

const FOLDER = path.join(ROOT, '__test__', 'axios', 'versions')

/** The names of the packages of other versions of axios and nock. */
const OTHER_VERSIONS = Object.keys(JSON.parse(readFileSync(path.join(FOLDER, 'package.json'), 'utf8')).dependencies)

/** The `skip` of a test that needs these packages. `npm test` installs them. */
const notRunWithoutVersions = () =>
  !existsSync(path.join(FOLDER, 'node_modules')) &&
  notRun('other versions of axios are missing (npm ci --prefix __test__/axios/versions)')

/** The folder of one of these packages. */
const folderOf = (name) => path.join(FOLDER, 'node_modules', name)

/** What `require` of one of these packages returns. */
const requireVersion = createRequire(path.join(FOLDER, 'package.json'))

module.exports = { OTHER_VERSIONS, folderOf, notRunWithoutVersions, requireVersion }
