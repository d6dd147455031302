const addon = require('./addon.js')
const bridge = require('./bridge.js')
const CALLS = require('./calls.js')
const { badOption, canceled, closed, fromFailure, internal } = require('./errors.js')
const { readEnvironment } = require('./environment.js')
const { toJson } = require('./json.js')
const { askKey } = require('./key.js')
const { splitClientOptions } = require('./options.js')
const { walk } = require('./pages.js')
const { build, isFailure } = require('./results.js')
const { checkSignal, watch } = require('./signals.js')
const { withResponse } = require('./with-response.js')

/** Sends one request of another library's through a client: `{ error }` or `{ text, head }`. */
let relay
/** Where a client's requests go. */
let baseUrlOf

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
    relay = (client, request, signal) => client.#relay(request, signal)
    baseUrlOf = (client) => client.#native.baseUrl
    for (const [endpoint, { name, keys, auth, list }] of CALLS.entries()) {
      const method = {
        [name](...args) {
          const [params, options] = args.slice(keys.length)
          const target = () => ['start', endpoint, keys.length ? checkKeys(keys, args) : null, toJson(params, 'params')]
          const call = this.#call(name, target, auth === 'key', params, options)
          return list ? this.#iterable(call, name, list, params, options) : call
        },
      }[name]
      Object.defineProperty(this.prototype, name, { value: method, writable: true, configurable: true })
    }
  }

  request(method, path, params, options) {
    const target = () => {
      if (typeof method !== 'string') throw badOption('method', 'must be a string')
      if (typeof path !== 'string') throw badOption('path', 'must be a string')
      return ['startRequest', method.toUpperCase(), path, toJson(params, 'params')]
    }
    const takesKey = typeof path === 'string' && addon.takesKey(path)
    return this.#call('request', target, takesKey, params, options)
  }

  close() {
    this.#closed = true
    for (const abandon of this.#abandon) abandon(closed())
  }

  [Symbol.for('nodejs.util.inspect.custom')](_depth, options, inspect) {
    return `CoinPort ${inspect({ baseUrl: this.#native.baseUrl, timeout: this.#native.timeout }, options)}`
  }

  #call(name, target, takesKey, params, options) {
    const answer = { head: undefined }
    return withResponse(this.#run(name, target, takesKey, params, options, answer), answer)
  }

  /** Gives the promise of a list what `for await` needs. */
  #iterable(call, name, { complete, pageSize, moving }, params, options) {
    const { page, limit } = params ?? {}
    const isWhole = complete && page == null && limit == null
    const read = (page) => this[name]({ ...params, page, limit: limit ?? pageSize }, options).withResponse()
    const from = { page: page ?? 1, limit: limit ?? pageSize, moving }
    const iterate = isWhole
      ? async function* rows() {
          yield* await call
        }
      : () => walk(call.withResponse(), read, from)
    return Object.defineProperty(call, Symbol.asyncIterator, { value: iterate })
  }

  // An async function that throws after its await: the stack of the error then shows who called.
  async #run(name, target, takesKey, params, options, answer) {
    const started = this.#logger && performance.now()
    if (this.#closed) throw closed()
    const { signal: given, ...native } = ownOptions(options)
    const signal = checkSignal(given)
    if (signal?.aborted) throw canceled(signal.reason)
    if (takesKey && this.#keyFunction && native.apiKey == null) await this.#askKey(native, signal)
    const json = Object.keys(native).length > 0 ? toJson(native, 'options') : null
    const [start, ...args] = target()

    const settled = await this.#settle((queue, id) => this.#native[start](queue, id, ...args, json), signal)
    const error = settled.error ?? (isFailure(settled) ? fromFailure(JSON.parse(settled.body), params) : undefined)
    if (this.#logger) this.#log(name, started, error)
    if (error) throw error
    answer.head = settled.head
    return build(settled)
  }

  async #relay(request, signal) {
    const started = this.#logger && performance.now()
    if (this.#closed) return { error: closed() }
    if (signal?.aborted) return { error: canceled(signal.reason) }
    const json = JSON.stringify(request)
    const settled = await this.#settle((queue, id) => this.#native.startRelay(queue, id, json), signal)
    const error = settled.error ?? (isFailure(settled) ? fromFailure(JSON.parse(settled.body)) : undefined)
    if (this.#logger) this.#log(`${request.method} ${request.path}`, started, error)
    return { error, text: settled.body, head: settled.head }
  }

  /** What became of the call, also when it is abandoned here. */
  #settle(begin, signal) {
    return new Promise((resolve, reject) => {
      let id
      const finish = (settled) => {
        this.#abandon.delete(abandon)
        unwatch?.()
        resolve(settled)
      }
      const abandon = (error) => {
        bridge.cancel(id)
        finish({ error })
      }
      const unwatch = signal && watch(signal, (reason) => abandon(canceled(reason)))
      try {
        id = bridge.start(begin, (kind, body, head) => finish({ kind, body, head }))
        this.#abandon.add(abandon)
      } catch (error) {
        unwatch?.()
        reject(internal(error))
      }
    })
  }

  async #askKey(native, signal) {
    const timeout = native.timeout ?? this.#native.timeout
    const before = performance.now()
    native.apiKey = await askKey(this.#keyFunction, timeout, signal)
    native.timeout = Math.max(1, Math.ceil(timeout - (performance.now() - before)))
    if (this.#closed) throw closed()
  }

  #log(name, started, error) {
    const milliseconds = Math.round(performance.now() - started)
    if (error)
      this.#logger.warn(`coinport ${name} failed after ${milliseconds} ms: ${error.message}`, { code: error.code })
    else this.#logger.debug(`coinport ${name} took ${milliseconds} ms`)
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
    if (typeof key === 'string' && key !== '') return key
    if (numeric && Number.isSafeInteger(key) && key >= 0) return String(key)
    throw badOption(name, numeric ? 'must be a whole number, or a string' : 'must be a string that is not empty')
  })
}

module.exports = { CoinPort, relay, baseUrlOf }
