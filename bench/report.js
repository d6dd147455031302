const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { allCases } = require('./figures.js')
const { caseTable, hotTable, keyTable, notAhead, aimTable, shortTable } = require('./tables.js')

// What the documents show of results.json. `npm run bench` writes it, and a test compares it.

const ROOT = path.join(__dirname, '..')

function surroundingsOf({ command, date, machine, rounds, versions }) {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const measured = rounds === 1 ? 'One round' : `Medians of ${rounds} interleaved rounds`
  return `${measured} of \`${command}\`, ${date}. ${machine}. Versions: ${list.join(', ')}.`
}

/** The documents with their marked parts filled in, by file. */
function documents(results) {
  const read = (file) => readFileSync(path.join(ROOT, file), 'utf8')
  const cases = allCases(results).map((measured) => `### ${sentence(measured.title)}\n\n${caseTable(measured)}`)
  const parts = {
    'README.md': { benchmark: shortTable(results) },
    'docs/performance.md': {
      surroundings: surroundingsOf(results),
      promises: aimTable(results),
      'not ahead': notAhead(results),
      'hot calls': hotTable(results),
      'key lengths': keyTable(results),
      figures: cases.join('\n\n'),
    },
  }
  return Object.fromEntries(
    Object.entries(parts).map(([file, marked]) => [
      file,
      Object.entries(marked).reduce((text, [name, content]) => fill(text, name, content, file), read(file)),
    ]),
  )
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1)

function fill(text, name, content, file) {
  const [start, end] = [`<!-- ${name}: made by \`npm run bench\` -->\n`, `\n<!-- end of ${name} -->`]
  const [before, after] = [text.split(start)[0], text.split(end)[1]]
  if (!text.includes(start) || after === undefined) throw new Error(`${file} has no marks for "${name}"`)
  return `${before}${start}\n${content}\n${end}${after}`
}

/** The plots, by file. Loaded here because documents can be compared without the packages of this folder. */
function images(results) {
  const { plots } = require('./plots.js')
  return Object.fromEntries(Object.entries(plots(results)).map(([name, svg]) => [`docs/performance/${name}.svg`, svg]))
}

/** Writes documents and plots; returns the names of the files. */
function writeReports(results) {
  mkdirSync(path.join(ROOT, 'docs/performance'), { recursive: true })
  return Object.entries({ ...documents(results), ...images(results) }).map(([file, content]) => {
    writeFileSync(path.join(ROOT, file), content)
    return file
  })
}

module.exports = { documents, images, writeReports }
