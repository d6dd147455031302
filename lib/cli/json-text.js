const { escapeHidden } = require('./output.js')

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g
const EMPTY = { '{': '}', '[': ']' }
const INDENT = '  '

/** JSON text with a line for each value. It is not parsed, so that no number changes. */
function indentJson(text) {
  const tokens = text.match(TOKEN) ?? []
  let depth = 0
  const lineBreak = () => `\n${INDENT.repeat(depth)}`
  const parts = tokens.map((token, index) => {
    const opens = token in EMPTY
    if (opens && tokens[index + 1] === EMPTY[token]) return token
    if (opens) {
      depth += 1
      return token + lineBreak()
    }
    if (token === ',') return token + lineBreak()
    if (token === ':') return ': '
    if (token !== '}' && token !== ']') return token
    if (EMPTY[tokens[index - 1]] === token) return token
    depth -= 1
    return lineBreak() + token
  })
  return escapeHidden(parts.join(''))
}

module.exports = { indentJson }
