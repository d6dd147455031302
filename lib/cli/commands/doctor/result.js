// The result of a check: `{ result, found, advice? }`. `ofCall` marks the texts of an error of the client.

const ok = (found) => ({ result: 'ok', found })
const skipped = (found, advice) => make('skipped', found, advice)
const warning = (found, advice) => make('warning', found, advice)
const failed = (found, advice) => make('failed', found, advice)

/** The failure of a call, with the error's hint as advice. */
const failedWith = ({ message, hint }) => ({ ...failed(message, hint), ofCall: true })

function make(result, found, advice) {
  return advice ? { result, found, advice } : { result, found }
}

module.exports = { ok, skipped, warning, failed, failedWith }
