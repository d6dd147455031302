/**
 * A command that makes one call and shows its result as a table.
 *
 * `call` is the method of the client, `columns` are those of its table, and the other fields are those of every command
 * (commands/index.js). The market, if the command takes one, is the first argument of the call. Its options are the params
 * of the call, under their own names or that of `param`. `rows(data)` are the rows of the table, if `data` is no list.
 */
function tableCommand({ rows, columns, ...command }) {
  const { call, options = {} } = command
  return {
    ...command,
    async run({ args, values, output, createClient }) {
      const params = Object.entries(options).map(([name, { param = name }]) => [param, values[name]])
      const data = await createClient()[call](...args.map((market) => market.toLowerCase()), Object.fromEntries(params))
      output.show(data, columns, rows?.(data))
    },
  }
}

module.exports = { tableCommand }
