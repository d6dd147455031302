/** The script for zsh. It works when it is sourced, and as a file `_coinport` of the fpath. */
function zsh(commands) {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`)
  const cases = commands.map(({ name, choices, options }) => {
    const argument = choices.length > 0 ? `1:argument:(${choices.join(' ')})` : '*:argument:( )'
    return `        ${name}) _arguments ${[...options.map(argumentOf), quoted(argument)].join(' ')} ;;`
  })
  return `#compdef coinport
# zsh completion of coinport, made by \`coinport completion zsh\`.
_coinport() {
  local context state line
  typeset -A opt_args
  local -a commands=(
${described.join('\n')}
  )
  _arguments -C '--help[this help]' '--version[the version]' '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments)
      case $line[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _coinport ]; then _coinport "$@"; else compdef _coinport coinport; fi
`
}

/** The option as `_arguments` expects it. */
function argumentOf({ name, help, value, choices, files }) {
  const values = choices ? `(${choices.join(' ')})` : files ? '_files' : ' '
  const description = help.replace(/[[\]:]/g, '\\$&')
  return quoted(`--${name}[${description}]${value ? `:${value}:${values}` : ''}`)
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`

module.exports = { zsh }
