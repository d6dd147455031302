const { Refusal } = require('../response.js')

/** Uses up a one-time password, before anything else is checked. `wrong` is the code of the error for a wrong one. */
function useOtp(exchange, otp, wrong) {
  const result = exchange.account.oneTimeCodes.use(String(otp), exchange.now())
  if (result === 'used') throw new Refusal(422, 'invalid_otp')
  if (result === 'wrong') throw new Refusal(422, wrong)
}

module.exports = { useOtp }
