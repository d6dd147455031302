const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')
const { install } = require('../../scripts/install.js')
const { ROOT } = require('./script.js')

const FOLDER = path.join(ROOT, '__test__', 'axios', 'versions')

/** The names of the packages of other versions of axios, which `npm` installs before their first use. */
const OTHER_VERSIONS = Object.keys(JSON.parse(readFileSync(path.join(FOLDER, 'package.json'), 'utf8')).dependencies)

/** The folder of one of these packages. */
function folderOf(name) {
  install(FOLDER)
  return path.join(FOLDER, 'node_modules', name)
}

/** What `require` of one of these packages returns. */
function requireVersion(name) {
  install(FOLDER)
  return createRequire(path.join(FOLDER, 'package.json'))(name)
}

module.exports = { OTHER_VERSIONS, folderOf, requireVersion }
