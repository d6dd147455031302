/** The name that was probably meant, or undefined: one that starts with `typed`, or the one with the fewest typing errors. */
function suggest(typed, names) {
  const text = typed.toLowerCase().slice(0, 32)
  if (text.length < 2) return undefined
  const started = names.find((name) => name.startsWith(text))
  if (started) return started
  const [nearest] = names.map((name) => ({ name, errors: distance(text, name) })).sort((a, b) => a.errors - b.errors)
  return nearest.errors <= Math.ceil(nearest.name.length / 4) ? nearest.name : undefined
}

/** The Levenshtein distance: how many characters to insert, remove or replace. */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, character] of [...from].entries()) {
    const above = row
    row = [index + 1]
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = above[column - 1] + (character === to[column - 1] ? 0 : 1)
      row[column] = Math.min(above[column] + 1, row[column - 1] + 1, replaced)
    }
  }
  return row[to.length]
}

module.exports = { suggest }
