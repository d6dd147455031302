const { plainCode, repeats, sameText } = require('../same.js')

/** Finds a beneficiary. The exchange masks the number of a bank account, so that only an address is compared. */
module.exports = {
  identity: ({ currency, name, description, data }) => [
    plainCode(currency),
    name,
    description ?? '',
    data?.address ?? '',
  ],
  async find({ reader, endpoint, params }) {
    const { currency, name, description, data } = params
    const fits = (row) =>
      repeats(endpoint.echo, params, row) &&
      row.name === name &&
      sameText(description, row.description) &&
      sameText(data?.address, row.data?.address)
    return { found: (await reader.get('getBeneficiaries', { currency })).filter(fits) }
  },
  timeOf: ({ sent_at }) => sent_at,
  nameOf: ({ id }) => id,
}
