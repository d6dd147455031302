/** The script for fish. */
function fish(commands) {
  const names = commands.map(
    ({ name, summary }) => `complete -c coinport -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
  )
  const words = commands.flatMap(({ name, choices, options }) => {
    const within = `complete -c coinport -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`
    const choice = choices.length > 0 ? [`${within} -a ${quoted(choices.join(' '))}`] : []
    return [...choice, ...options.map((option) => `${within} ${optionOf(option)}`)]
  })
  return [
    '# fish completion of coinport, made by `coinport completion fish`.',
    'complete -c coinport -f',
    ...names,
    ...words,
    '',
  ].join('\n')
}

function optionOf({ name, help, value, choices, files }) {
  const values = choices ? ` -x -a ${quoted(choices.join(' '))}` : files ? ' -r -F' : value ? ' -x' : ''
  return `-l ${name} -d ${quoted(help)}${values}`
}

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

module.exports = { fish }
