const { segmentsOf } = require('../routes/index.js')
const { checkFault } = require('./check.js')

const BODIES = {
  401: { errors: ['jwt.decode_and_verify'] },
  403: { errors: ['user.ability.not_permitted'] },
  404: { errors: ['record.not_found'] },
  429: 'Retry later\n',
  500: { errors: ['server.internal_error'] },
}

/** Planned faults, in the order in which they were added. */
class Faults {
  #planned = []

  add(fault = {}) {
    this.#planned.push(readFault(checkFault(fault)))
  }

  /** The next planned fault of a request, if any. */
  find(method, path) {
    const segments = segmentsOf(path.replace(/^\//, ''))
    return this.#planned.find((fault) => (fault.method ?? method) === method && fits(fault.segments, segments))
  }

  /** Counts a fault that happens. */
  use(fault) {
    fault.left -= 1
    if (fault.left === 0) this.#planned.splice(this.#planned.indexOf(fault), 1)
  }
}

function readFault({ path, method, after, times = 1, late, drop, cut, silent, ...given }) {
  const hasResponse = Object.keys(given).length > 0
  const isLost = drop || silent || cut !== undefined
  const isOnlyLate = after === 'accepted' && late !== undefined
  return {
    method,
    segments: path === undefined ? undefined : segmentsOf(path.replace(/^\//, '')),
    left: times,
    /** A cut without a response of its own cuts that of the exchange. */
    isAccepted: (after ?? (cut !== undefined && !hasResponse ? 'accepted' : 'arrived')) === 'accepted',
    late,
    loss: isLost ? { drop, cut, silent } : undefined,
    /** What is sent instead of the exchange's own response; undefined if that is sent. */
    response: hasResponse || !(isLost || isOnlyLate) ? responseOf(given) : undefined,
  }
}

function responseOf({ status = 500, headers = {}, body = BODIES[status] ?? '' }) {
  const isText = typeof body === 'string'
  const type = isText ? 'text/plain' : 'application/json'
  return { status, headers: { 'content-type': type, ...headers }, body: isText ? body : JSON.stringify(body) }
}

/** Whether the segments of a path fit those of a fault, in which `{name}` is any segment. */
function fits(wanted, segments) {
  if (wanted === undefined) return true
  const isAny = (part) => part.startsWith('{') && part.endsWith('}')
  return wanted.length === segments.length && wanted.every((part, index) => isAny(part) || part === segments[index])
}

module.exports = { Faults }
