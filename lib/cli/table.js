const GAP = '  '
const DECIMAL = /^[+-]?\d+(\.\d+)?$/

/** Longer than any name of the exchange. A decimal is never cut. */
const LONGEST_NAME = 64

/**
 * The lines of a table. A column is `{ title, of(row), right?, style?(row) }`; `right` marks numbers. Columns beyond
 * `width` are dropped, and `title: false` drops the titles.
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

/** The texts and the width of a column, with decimals padded so that their points align. */
function align({ title, of, right }, rows, clean) {
  const texts = rows.map((row) => clean(of(row) ?? '-'))
  const places = texts.map((text) => (DECIMAL.test(text) ? text.length - `${text}.`.indexOf('.') : undefined))
  const mostPlaces = Math.max(0, ...places.map((count) => count ?? 0))
  const aligned = texts.map((text, row) =>
    right ? text + ' '.repeat(mostPlaces - (places[row] ?? mostPlaces)) : shorten(text),
  )
  return { texts: aligned, most: Math.max(length(title), ...aligned.map(length)) }
}

/** The number of columns that fit, at least one. */
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
