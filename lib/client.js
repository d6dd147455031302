const addon = require('./native/addon.js')
const bridge = require('./native/completion-queue.js')
const CALLS = require('./generated/endpoints.js')
const { badOption, canceled, closed, fromFailure, internal, withOutcome } = require('./errors.js')
const { readEnvironment } = require('./options/environment.js')
const { toJson, toJsonBody } = require('./options/json.js')
const { askKey, isTimeout } = require('./options/key-function.js')
const { ownOptions, splitClientOptions } = require('./options/client-options.js')
const { isTraced, observe } = require('./tracing.js')
const { walk } = require('./paginate.js')
const { build, isFailure } = require('./native/results.js')
const { checkSignal, reasonOf, watch } = require('./signals.js')
const { withResponse } = require('./with-response.js')
// All files are loaded here: later there may be no free descriptor for one.

/** Sends one request of another library's through a client; gives the text of its answer. */
let relay
/** Where a client's requests go. */
let baseUrlOf
/** The proxy that they go through, or null. */
let proxyOf

class CoinPort {
  #native
  #keyFunction
  #logger
  #abandon = new Set()
  #closed = false

  constructor(options) {
    const { json, keyFunction, logger } = splitClientOptions(options)
    const native = addon.createClient(json, keyFunction !== undefined, readEnvironment())
    if (typeof native === 'string') throw fromFailure(JSON.parse(native))
    this.#native = native
    this.#keyFunction = keyFunction
    this.#logger = logger
  }

  static {
    relay = (client, request, signal, answer) => client.#relay(request, signal, answer)
    baseUrlOf = (client) => client.#native.baseUrl
    proxyOf = (client) => client.#native.proxy
    for (const [endpoint, { name, path, keys, auth, list }] of CALLS.entries()) {
      const asked = { name, method: 'GET', path }
      const method = {
        [name](...args) {
          const given = snapshot(args[keys.length], args[keys.length + 1], toJson)
          const target = (json) => ['start', endpoint, keys.length ? checkKeys(keys, args) : null, json]
          const call = this.#call(asked, target, auth === 'key', given)
          return list ? this.#iterable(call, name, list, given) : call
        },
      }[name]
      Object.defineProperty(this.prototype, name, { value: method, writable: true, configurable: true })
    }
  }

  request(method, path, params, options) {
    const verb = typeof method === 'string' ? method.toUpperCase() : undefined
    const changes = verb !== undefined && verb !== 'GET'
    const target = (json) => {
      if (verb === undefined) throw badOption('method', 'must be a string')
      if (typeof path !== 'string' || !path.isWellFormed()) throw badOption('path', 'must be a string')
      return ['startRequest', verb, path, json]
    }
    const takesKey = typeof path === 'string' && addon.takesKey(path)
    const given = snapshot(params, options, changes ? toJsonBody : toJson)
    return this.#call({ name: 'request', method, path, changes }, target, takesKey, given)
  }

  close() {
    this.#closed = true
    // The last first: the end of a request would let the next in line go.
    for (const abandon of [...this.#abandon].reverse()) abandon(closed())
  }

  [Symbol.for('nodejs.util.inspect.custom')](_depth, options, inspect) {
    return `CoinPort ${inspect({ baseUrl: this.#native.baseUrl, timeout: this.#native.timeout }, options)}`
  }

  #call(asked, target, takesKey, given) {
    const answer = { head: undefined }
    const run = (headers) => {
      const running = this.#run(asked, target, takesKey, given, answer, headers)
      return asked.changes ? withOutcome(running) : running
    }
    return withResponse(this.#isWatched() ? this.#observe(asked, answer, run) : run(), answer)
  }

  #isWatched() {
    return this.#logger !== undefined || isTraced()
  }

  #observe(asked, answer, run) {
    return observe({ ...asked, baseUrl: this.#native.baseUrl }, this.#logger, answer, run)
  }

  /** Gives the promise of a list what `for await` needs. */
  #iterable(call, name, { complete, ...list }, given) {
    const iterate = async function* rows(client) {
      // What cannot be read fails the call.
      if (given.error) yield* await call
      const asked = paramsOf(given)
      const { page, limit, order_by } = asked
      if (complete && page == null && limit == null) return yield* await call
      const from = { ...list, page: page ?? 1, limit: limit ?? list.pageSize, descending: order_by !== 'asc' }
      const read = (page, limit) => client[name]({ ...asked, page, limit }, given.options).withResponse()
      yield* walk(call.withResponse(), read, from)
    }
    return Object.defineProperty(call, Symbol.asyncIterator, { value: () => iterate(this) })
  }

  // An async function that throws after its await: the stack of the error then shows who called.
  async #run({ changes }, target, takesKey, given, answer, headers) {
    if (this.#closed) throw closed()
    if (given.error) throw given.error
    const { options } = given
    const signal = checkSignal(options.signal)
    if (signal?.aborted) throw canceled(reasonOf(signal))
    const { signal: _, ...native } = options
    if (takesKey && this.#keyFunction && options.apiKey == null)
      await this.#askKey(native, options.timeout ?? this.#native.timeout, signal)
    const json = Object.keys(native).length > 0 ? toJson(native, 'options') : null
    const [start, ...args] = target(given.params)

    const begin = (queue, id) => this.#native[start](queue, id, ...args, json, headers)
    const settled = await this.#settle(begin, signal, changes)
    const error =
      settled.error ?? (isFailure(settled) ? fromFailure(JSON.parse(settled.body), given.params) : undefined)
    if (error) throw error
    answer.head = settled.head
    return build(settled)
  }

  #relay(request, signal, answer) {
    const { method, path, headers } = request
    const changes = method !== 'GET'
    const pass = (more) => {
      const sent = more ? { ...request, headers: { ...JSON.parse(more), ...headers } } : request
      const passing = this.#pass(sent, signal, changes, answer)
      return changes ? withOutcome(passing) : passing
    }
    return this.#isWatched() ? this.#observe({ name: 'axios', method, path }, answer, pass) : pass()
  }

  async #pass(request, signal, changes, answer) {
    if (this.#closed) throw closed()
    if (signal?.aborted) throw canceled(reasonOf(signal))
    const json = JSON.stringify(request)
    const settled = await this.#settle((queue, id) => this.#native.startPassThrough(queue, id, json), signal, changes)
    const error = settled.error ?? (isFailure(settled) ? fromFailure(JSON.parse(settled.body)) : undefined)
    if (error) throw error
    answer.head = settled.head
    return settled.body
  }

  /** What became of the call, also when it is abandoned here. `changes` says that it does not only read. */
  #settle(begin, signal, changes) {
    return new Promise((resolve) => {
      let id
      const finish = (settled) => {
        this.#abandon.delete(abandon)
        resolve(settled)
        unwatch?.()
      }
      const abandon = (error) => {
        const isWithheld = bridge.cancel(id)
        if (changes) error.outcome = isWithheld ? 'not_sent' : 'unknown'
        finish({ error })
      }
      const unwatch = signal && watch(signal, (reason) => abandon(canceled(reason)))
      try {
        id = bridge.start(begin, (kind, body, head) => finish({ kind, body, head }))
        this.#abandon.add(abandon)
      } catch (error) {
        finish({ error: internal(error) })
      }
    })
  }

  async #askKey(native, timeout, signal) {
    // The native half says what is wrong with it.
    if (!isTimeout(timeout)) return
    const before = addon.monotonicNow()
    let abandon
    const abandoned = new Promise((_, reject) => {
      abandon = reject
      this.#abandon.add(abandon)
    })
    try {
      native.apiKey = await askKey(this.#keyFunction, timeout, signal, abandoned)
    } finally {
      this.#abandon.delete(abandon)
    }
    native.timeout = Math.max(1, Math.ceil(timeout - (addon.monotonicNow() - before)))
    if (this.#closed) throw closed()
    if (signal?.aborted) throw canceled(reasonOf(signal))
  }
}

for (const name of ['dispose', 'asyncDispose']) {
  // Node 20 has the symbols only from 20.5.1 on.
  if (!Symbol[name]) continue
  const value =
    name === 'dispose'
      ? CoinPort.prototype.close
      : async function close() {
          this.close()
        }
  Object.defineProperty(CoinPort.prototype, Symbol[name], { value, writable: true, configurable: true })
}

/** Params as JSON and options, as they are at the moment of the call, or the error of what cannot be read. */
function snapshot(params, options, toJson) {
  try {
    return { options: ownOptions(options), params: toJson(params, 'params') }
  } catch (error) {
    return { error }
  }
}

function paramsOf({ params }) {
  return { __proto__: null, ...(params && JSON.parse(params)) }
}

function checkKeys(keys, args) {
  return keys.map(({ name, numeric }, index) => {
    const key = args[index]
    if (typeof key === 'string' && key !== '' && key.isWellFormed()) return key
    if (numeric && Number.isSafeInteger(key) && key >= 0) return String(key)
    throw badOption(name, numeric ? 'must be a whole number, or a string' : 'must be a string that is not empty')
  })
}

module.exports = { CoinPort, relay, baseUrlOf, proxyOf }
