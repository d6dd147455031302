// Prints what CHANGELOG.md says about a release: `node scripts/release-notes.js v1.2.3`. Fails where the tag is not that of
// the version in package.json, or where the changelog does not know it.

const { readFileSync } = require('node:fs')
const path = require('node:path')
const { version } = require('../package.json')

/** The section of a version, without its heading; undefined where there is none. */
function notesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}]`))
  return section?.slice(section.indexOf('\n')).trim()
}

/** Why there are none, or null. */
function refusal(tag, notes) {
  if (tag !== `v${version}`) return `The tag is ${tag}, and the version in package.json ${version}.`
  return notes ? null : `CHANGELOG.md has no section [${version}], or it is empty.`
}

const notes = notesOf(version, readFileSync(path.join(__dirname, '..', 'CHANGELOG.md'), 'utf8'))
const refused = refusal(process.argv[2], notes)
if (refused) {
  console.error(refused)
  process.exitCode = 1
} else {
  console.log(notes)
}
