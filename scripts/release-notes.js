// `node scripts/release-notes.js v1.2.3` prints the section of CHANGELOG.md for a release. Fails if the tag does not match
// the version in package.json, or if the changelog has no such section.

const { readFileSync } = require('node:fs')
const path = require('node:path')
const { version } = require('../package.json')

/** The section of a version without its heading, or undefined. */
function notesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}]`))
  return section?.slice(section.indexOf('\n')).trim()
}

/** Why there are no notes for this tag, or null. */
function problemWith(tag, notes) {
  if (tag !== `v${version}`) return `The tag is ${tag}, but the version in package.json is ${version}.`
  return notes ? null : `CHANGELOG.md has no section [${version}], or it is empty.`
}

const notes = notesOf(version, readFileSync(path.join(__dirname, '..', 'CHANGELOG.md'), 'utf8'))
const problem = problemWith(process.argv[2], notes)
if (problem) {
  console.error(problem)
  process.exitCode = 1
} else {
  console.log(notes)
}
