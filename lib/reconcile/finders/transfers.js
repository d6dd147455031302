const { plainCode, plainDecimal, repeats } = require('../same.js')
const { isSince } = require('../since.js')

/** Finds a transfer to another member. Its rows have no id, so that equal ones are counted. */
module.exports = {
  identity: ({ currency, amount, username_or_uid }) => [plainCode(currency), plainDecimal(amount), username_or_uid],
  async find({ reader, endpoint, params, since }) {
    const { currency, username_or_uid: receiver } = params
    const found = []
    // Newest first. The list has no filter by time.
    for await (const row of reader.rows('getInternalTransfers', { currency })) {
      if (!isSince(row.created_at, since)) break
      // A transfer to this member has another receiver.
      const isTo = [row.receiver_uid, row.receiver_username].includes(receiver)
      if (isTo && repeats(endpoint.echo, params, row)) found.push(row)
    }
    return { found }
  },
  timeOf: ({ created_at }) => created_at,
  nameOf: ({ currency, receiver_uid, receiver_username, amount }) =>
    JSON.stringify([currency, receiver_uid, receiver_username, plainDecimal(amount)]),
  isNamedByTime: true,
}
