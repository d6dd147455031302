/** The script for bash, from 3.2 on. Names and choices need no quotes. */
function bash(commands) {
  const names = commands.map(({ name }) => name)
  const options = commands.flatMap((command) => command.options)
  const withValue = [...new Set(options.filter(({ value }) => value).map(({ name }) => `--${name}`))]
  const words = commands.map(
    ({ name, choices, options: own }) => `    ${name}) words='${[...choices, ...flags(own)].join(' ')}' ;;`,
  )
  const values = commands.flatMap(({ name, options: own }) =>
    own
      .filter(({ choices }) => choices)
      .map((option) => `    '${name} --${option.name}') words='${option.choices.join(' ')}' ;;`),
  )
  const files = [...new Set(options.filter((option) => option.files).map(({ name }) => `*' --${name}'`))]
  return `# bash completion of coinport, made by \`coinport completion bash\`.
_coinport() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command= words= index
  # Bash splits --state=wait at the equals sign.
  if [ "$current" = = ]; then
    current=
  elif [ "$previous" = = ]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
    ${withValue.join(' | ')})
      index=$((index + 1))
      if [ "\${COMP_WORDS[index]}" = = ]; then index=$((index + 1)); fi
      ;;
    -*) ;;
    *)
      command=\${COMP_WORDS[index]}
      break
      ;;
    esac
  done
  case "$command $previous" in
${values.join('\n')}
    ${files.join(' | ')})
      local IFS=$'\\n'
      COMPREPLY=($(compgen -f -- "$current"))
      return
      ;;
    *' ${withValue.join("' | *' ")}') return ;;
    *) case $command in
    '') words='${[...names, '--help', '--version'].join(' ')}' ;;
${words.join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _coinport coinport
`
}

const flags = (options) => options.map(({ name }) => `--${name}`)

module.exports = { bash }
