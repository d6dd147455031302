const addon = require('./native/addon.js')
const bridge = require('./native/completion-queue.js')
const CALLS = require('./generated/endpoints.js')
const { badOption, canceled, closed, fromFailure, internal, withOutcome } = require('./errors.js')
const { readEnvironment } = require('./options/environment.js')
const { toJson } = require('./options/json.js')
const { splitClientOptions } = require('./options/client-options.js')
const { isTraced, observe } = require('./tracing.js')
const { build, isFailure, prepare } = require('./native/results.js')
const { checkSignal, watch } = require('./signals.js')
const { withResponse } = require('./with-response.js')
// key.js and pages.js are loaded by those who need them: every file is a part of the first call's time.

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
          const [params, options] = args.slice(keys.length)
          const target = () => ['start', endpoint, keys.length ? checkKeys(keys, args) : null, toJson(params, 'params')]
          const call = this.#call(asked, target, auth === 'key', params, options)
          return list ? this.#iterable(call, name, list, params, options) : call
        },
      }[name]
      Object.defineProperty(this.prototype, name, { value: method, writable: true, configurable: true })
    }
  }

  request(method, path, params, options) {
    const target = () => {
      if (typeof method !== 'string') throw badOption('method', 'must be a string')
      if (typeof path !== 'string' || !path.isWellFormed()) throw badOption('path', 'must be a string')
      return ['startRequest', method.toUpperCase(), path, toJson(params, 'params')]
    }
    const takesKey = typeof path === 'string' && addon.takesKey(path)
    const changes = typeof method === 'string' && method.toUpperCase() !== 'GET'
    return this.#call({ name: 'request', method, path, changes }, target, takesKey, params, options)
  }

  close() {
    this.#closed = true
    // The last first: the end of a request would let the next in line go.
    for (const abandon of [...this.#abandon].reverse()) abandon(closed())
  }

  [Symbol.for('nodejs.util.inspect.custom')](_depth, options, inspect) {
    return `CoinPort ${inspect({ baseUrl: this.#native.baseUrl, timeout: this.#native.timeout }, options)}`
  }

  #call(asked, target, takesKey, params, options) {
    const answer = { head: undefined }
    const run = (headers) => {
      const running = this.#run(asked, target, takesKey, params, options, answer, headers)
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
  #iterable(call, name, { complete, ...list }, params, options) {
    const { page, limit, order_by } = params ?? {}
    const isWhole = complete && page == null && limit == null
    const read = (page, limit) => this[name]({ ...params, page, limit }, options).withResponse()
    const from = { ...list, page: page ?? 1, limit: limit ?? list.pageSize, descending: order_by !== 'asc' }
    const iterate = isWhole
      ? async function* rows() {
          yield* await call
        }
      : () => require('./paginate.js').walk(call.withResponse(), read, from)
    return Object.defineProperty(call, Symbol.asyncIterator, { value: iterate })
  }

  // An async function that throws after its await: the stack of the error then shows who called.
  async #run({ changes }, target, takesKey, params, options, answer, headers) {
    if (this.#closed) throw closed()
    const { signal: given, ...native } = ownOptions(options)
    const signal = checkSignal(given)
    if (signal?.aborted) throw canceled(signal.reason)
    if (takesKey && this.#keyFunction && native.apiKey == null) await this.#askKey(native, signal)
    const json = Object.keys(native).length > 0 ? toJson(native, 'options') : null
    const [start, ...args] = target()

    const begin = (queue, id) => this.#native[start](queue, id, ...args, json, headers)
    const settling = this.#settle(begin, signal, changes)
    prepare()
    const settled = await settling
    const error = settled.error ?? (isFailure(settled) ? fromFailure(JSON.parse(settled.body), params) : undefined)
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
    if (signal?.aborted) throw canceled(signal.reason)
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

  async #askKey(native, signal) {
    const { askKey, isTimeout } = require('./options/key-function.js')
    const timeout = native.timeout ?? this.#native.timeout
    // The native half says what is wrong with it.
    if (!isTimeout(timeout)) return
    const before = performance.now()
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
    native.timeout = Math.max(1, Math.ceil(timeout - (performance.now() - before)))
    if (this.#closed) throw closed()
    if (signal?.aborted) throw canceled(signal.reason)
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

function ownOptions(options) {
  if (options === undefined || options === null) return {}
  if (typeof options !== 'object' || Array.isArray(options)) throw badOption('options', 'must be an object')
  return { ...options }
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
