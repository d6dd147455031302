const { printable } = require('../printable.js')
const { table } = require('./table.js')

const HIDDEN_IN_JSON = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const STYLES = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33' }

/** JSON with control and invisible characters escaped. */
function printableJson(value, indent) {
  return escapeHidden(JSON.stringify(value, null, indent))
}

/** JSON text with control and invisible characters escaped. The text has no such characters outside of strings. */
function escapeHidden(text) {
  const escaped = (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
    ).join('')
  return text.replace(HIDDEN_IN_JSON, escaped)
}

/** The output of a command: a terminal, a pipe or a file. */
class Output {
  #stream

  constructor(stream, { json = false } = {}) {
    this.#stream = stream
    this.json = json
  }

  get isTerminal() {
    return this.#stream.isTTY === true
  }

  /** See https://no-color.org. */
  get hasColor() {
    return this.isTerminal && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  }

  get size() {
    const { rows = 24, columns = 80 } = this.#stream
    return { rows, columns }
  }

  onResize(resized) {
    this.#stream.on('resize', resized)
  }

  clean(text) {
    return printable(text)
  }

  write(text) {
    this.#stream.write(text)
  }

  line(text = '') {
    this.write(`${text}\n`)
  }

  /** Writes `data` as JSON with --json, otherwise `rows` as a table. */
  show(data, columns, rows = data) {
    if (this.json) this.line(printableJson(data, 2))
    else for (const line of this.table(columns, rows)) this.line(line)
  }

  /** The lines of a table; `options` are those of {@link table}. */
  table(columns, rows, options) {
    return table(columns, rows, { style: this.style.bind(this), clean: this.clean, ...options })
  }

  /** Returns the text unchanged if the output has no colors. */
  style(text, name) {
    return name && this.hasColor ? `\x1b[${STYLES[name]}m${text}\x1b[0m` : text
  }
}

module.exports = { Output, escapeHidden, printableJson }
