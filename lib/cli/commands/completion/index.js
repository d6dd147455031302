const { COMMON } = require('../../arguments.js')
const { UsageError } = require('../../usage-error.js')
const { bash } = require('./bash.js')
const { fish } = require('./fish.js')
const { zsh } = require('./zsh.js')

const SHELLS = { bash, zsh, fish }

module.exports = {
  name: 'completion',
  takes: ['<shell>'],
  summary: 'A script that completes commands and options in bash, zsh or fish',
  notes: 'For bash, put this into ~/.bashrc: source <(coinport completion bash)',
  choices: Object.keys(SHELLS),
  async run({ args: [shell], output, commands }) {
    if (!Object.hasOwn(SHELLS, shell)) throw new UsageError(`the shell must be ${Object.keys(SHELLS).join(', ')}`)
    output.write(SHELLS[shell](commands.map(describe)))
  },
}

/** What a shell completes: `{ name, summary, choices, options }`, an option is `{ name, help, value?, choices?, files? }`. */
function describe({ name, summary, choices = [], options }) {
  const all = Object.entries({ ...options, ...COMMON })
  return { name, summary, choices, options: all.map(([option, fields]) => ({ name: option, ...fields })) }
}
