const GAP = '  '
const DECIMAL = /^[+-]?\d+(\.\d+)?$/

/** No name of the exchange comes near; a decimal is never cut. */
const LONGEST_NAME = 64

/**
 * Lines of aligned columns: `{ title, of(row), right?, style?(row) }`, where `right` marks numbers. `width` leaves away
 * the last columns that do not fit, and `title: false` the titles.
 */
function table(columns, rows, { style, clean, width = Number.POSITIVE_INFINITY, title = true }) {
  const filled = columns.map((column) => {
    const { texts, most } = align(column, rows, clean)
    const styles = rows.map((row) => column.style?.(row))
    return { texts: [column.title, ...texts], styles: ['dim', ...styles], width: most, right: column.right }
  })
  const shown = filled.slice(0, fitting(filled, width))
  const line = (row) =>
    shown
      .map(({ texts, styles, width, right }) => {
        const space = ' '.repeat(width - length(texts[row]))
        const text = style(texts[row], styles[row])
        return right ? space + text : text + space
      })
      .join(GAP)
      .trimEnd()
  const first = title ? 0 : 1
  return Array.from({ length: rows.length + 1 - first }, (_, row) => line(first + row))
}

/** The texts of a column, decimals filled up so that their points stand below each other, and its width. */
function align({ title, of, right }, rows, clean) {
  const texts = rows.map((row) => clean(of(row) ?? '-'))
  const places = texts.map((text) => (DECIMAL.test(text) ? text.length - `${text}.`.indexOf('.') : undefined))
  const mostPlaces = Math.max(0, ...places.map((count) => count ?? 0))
  const aligned = texts.map((text, row) =>
    right ? text + ' '.repeat(mostPlaces - (places[row] ?? mostPlaces)) : shorten(text),
  )
  return { texts: aligned, most: Math.max(length(title), ...aligned.map(length)) }
}

/** How many columns fit; one always does. */
function fitting(columns, width) {
  let used = -GAP.length
  const count = columns.findIndex((column) => {
    used += GAP.length + column.width
    return used > width
  })
  return count === -1 ? columns.length : Math.max(1, count)
}

const length = (text) => [...text].length
const shorten = (text) => (length(text) > LONGEST_NAME ? `${[...text].slice(0, LONGEST_NAME - 1).join('')}…` : text)

module.exports = { table }
