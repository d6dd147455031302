const { plainCode, plainDecimal, repeats, sameText } = require('../same.js')

/** Finds a withdrawal, in whatever state it is. */
module.exports = {
  identity: ({ currency, amount, beneficiary_id, rid, note }) => [
    plainCode(currency),
    plainDecimal(amount),
    beneficiary_id === undefined ? undefined : String(beneficiary_id),
    rid,
    note ?? '',
  ],
  async find({ reader, endpoint, params, since }) {
    const target = await readTarget(reader, params)
    const found = []
    for await (const row of reader.rows('getWithdraws', { currency: params.currency, time_from: since })) {
      const fits = repeats(endpoint.echo, params, row) && sameText(params.note, row.note)
      if (fits && isTo(target, row)) found.push(row)
    }
    return { found, isUncertain: target.isGone }
  },
  timeOf: ({ created_at }) => created_at,
  nameOf: ({ id }) => id,
}

/** Where the money was to go, as the rows of withdrawals name it. */
async function readTarget(reader, { currency, beneficiary_id: id, rid }) {
  if (id === undefined) return { rid }
  // The name of a bank account is made of its owner, the currency and the padded id.
  const suffix = `-${currency.toLowerCase()}-${String(id).padStart(8, '0')}`
  try {
    const { data } = await reader.one('getBeneficiary', id)
    return { rid: data?.address, suffix }
  } catch (error) {
    if (error.status !== 404) throw error
    return { suffix, isGone: true }
  }
}

/** The address of a beneficiary that was deleted is not known, so that the row may be to it. */
function isTo({ rid, suffix, isGone }, row) {
  return row.rid === rid || (suffix !== undefined && row.rid?.endsWith(suffix)) || (isGone && row.type !== 'fiat')
}
