// What a check found: `{ result, found, advice? }`.

const ok = (found) => ({ result: 'ok', found })
const skipped = (found, advice) => make('skipped', found, advice)
const warning = (found, advice) => make('warning', found, advice)
const failed = (found, advice) => make('failed', found, advice)

/** For an error of a call, which says itself what to do. */
const failedWith = ({ message, hint }) => failed(message, hint)

function make(result, found, advice) {
  return advice ? { result, found, advice } : { result, found }
}

module.exports = { ok, skipped, warning, failed, failedWith }
