const { UsageError } = require('./usage-error.js')

// The options of commands. `value` names the value in the help. `read(text, name)` checks and converts it; `choices` are
// the values that a shell completes. The value of an option that is not given is its `default`.

/** An option without a value. */
const flag = (help) => ({ type: 'boolean', help })

/** Any text. */
const text = (value, help) => ({ type: 'string', value, help })

/** The id of a market or currency, which may be given in capitals. */
const id = (value, help) => ({ ...text(value, help), read: lowerCase })

/** One of a few texts. */
const choice = (value, choices, help) => ({
  ...text(value, `${help}: ${list(choices)}`),
  choices,
  read: oneOf(choices),
})

/** One of a few numbers. */
const number = (value, choices, standard) => ({
  ...text(value, `${list(choices)} (default: ${standard})`),
  choices: choices.map(String),
  read: (text, name) => Number(oneOf(choices.map(String))(text, name)),
  default: standard,
})

/** A whole number from `least` to `most`. */
const whole = (value, help, least, most, standard) => ({
  ...text(value, `${help}${least} to ${most}${standard === undefined ? '' : ` (default: ${standard})`}`),
  read: inRange(least, most),
  default: standard,
})

/** How many rows are shown. */
const limit = (most, standard, unit = 'rows') => whole(unit, '', 1, most, standard)

const lowerCase = (text) => text.toLowerCase()

const oneOf = (choices) => (text, name) => {
  if (choices.includes(text)) return text
  throw new UsageError(`--${name} must be ${list(choices)}`)
}

const inRange = (least, most) => (text, name) => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`)
}

const list = (choices) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(choices.map(String)).replace(/, or /, ' or ')

module.exports = { choice, flag, id, limit, lowerCase, number, text, whole }
