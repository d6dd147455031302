const addon = require('./native/addon.js')
const ENDPOINTS = require('./generated/endpoints.js')
const { badParam, canceled, fromFailure } = require('./errors.js')
const { readEnvironment } = require('./options/environment.js')
const { bodyToJson, optionsToJson, paramsToJson } = require('./options/json.js')
const { callKeyFunction, isTimeout } = require('./options/key-function.js')
const { NONE, ownOptions, splitClientOptions } = require('./options/client-options.js')
const { keysToText, pathToText, urlOf } = require('./options/path.js')
const { isTraced, observe } = require('./tracing.js')
const { iterate } = require('./lists/iterate.js')
const { listCall } = require('./lists/list-call.js')
const { build, isFailure } = require('./native/results.js')
const { RunningCalls, withOutcome } = require('./running-calls.js')
const { checkSignal, reasonOf } = require('./signals.js')
const { withResponse } = require('./with-response.js')
// All files are loaded now: later, the process may have no free file descriptor to load one.

// For the axios adapter and the CLI. They are not methods, so that users of the class do not see them.

/** Sends one request of another library through a client. Resolves with the text of the response. */
let passThrough
let baseUrlOf
/** The URL of the proxy, without credentials, or null. */
let proxyOf
let isClient

class CoinPort {
  #native
  #keyFunction
  #logger
  #calls = new RunningCalls()

  /** `parent` is the client whose options this one inherits: see `withOptions`. */
  constructor(options, parent) {
    const { json, keyFunction, hasKey, logger } = splitClientOptions(options)
    const inherited = isClient(parent) ? parent : undefined
    this.#keyFunction = hasKey ? keyFunction : inherited?.#keyFunction
    this.#logger = logger ?? inherited?.#logger
    const hasFunction = this.#keyFunction !== undefined
    const native = inherited
      ? inherited.#native.withOptions(json, hasFunction)
      : addon.createClient(json, hasFunction, readEnvironment())
    if (typeof native === 'string') throw fromFailure(JSON.parse(native))
    this.#native = native
  }

  static {
    isClient = (value) => typeof value === 'object' && value !== null && #native in value
    passThrough = (client, request, signal, received) => client.#passThrough(request, signal, received)
    baseUrlOf = (client) => client.#native.baseUrl
    proxyOf = (client) => client.#native.proxy
    // The methods of the endpoints, such as getBalances().
    for (const [index, endpoint] of ENDPOINTS.entries()) {
      const { name, method, path, keys, auth, changes = false, seconds, list } = endpoint
      const description = { name, method, path, changes, takesKey: auth === 'key' }
      // An object literal, so that the function gets this name.
      const functions = {
        [name](...args) {
          assertClient(this, name)
          const input = readInput(args[keys.length], args[keys.length + 1], changes, seconds)
          const nativeCall = (json) => ['start', index, keysToText(keys, args), json]
          const call = this.#call(description, input, nativeCall)
          return list ? listCall(call, () => this.#rows(call, name, list, input)) : call
        },
      }
      Object.defineProperty(this.prototype, name, { value: functions[name], writable: true, configurable: true })
    }
  }

  request(method, path, params, options) {
    assertClient(this, 'request')
    const verb = typeof method === 'string' ? method.toUpperCase() : undefined
    const changes = verb !== undefined && verb !== 'GET'
    const takesKey = verb !== undefined && typeof path === 'string' && addon.takesKey(verb, path)
    const nativeCall = (json) => {
      if (verb === undefined) throw badParam('method', 'must be a string')
      return ['startRequest', verb, pathToText(path), json]
    }
    const input = readInput(params, options, changes)
    return this.#call({ name: 'request', method, path, changes, takesKey }, input, nativeCall)
  }

  withOptions(options) {
    assertClient(this, 'withOptions')
    return new CoinPort(options, this)
  }

  close() {
    assertClient(this, 'close')
    this.#calls.close()
  }

  [Symbol.for('nodejs.util.inspect.custom')](_depth, options, inspect) {
    return `CoinPort ${inspect({ baseUrl: this.#native.baseUrl, timeout: this.#native.timeout }, options)}`
  }

  /**
   * Starts a call. `nativeCall(json)` takes the params as JSON. It returns the name of a method of `NativeClient`
   * (src/bindings/client.rs), and the arguments that only this call has.
   */
  #call(description, input, nativeCall) {
    const received = { response: undefined }
    const run = (headers) => this.#run(description, input, nativeCall, received, headers)
    return withResponse(this.#observed(description, received, run), received)
  }

  /** Runs a call, and reports it to tracing and the logger. */
  #observed(description, received, run) {
    const runWithOutcome = description.changes ? (headers) => withOutcome(run(headers)) : run
    if (this.#logger === undefined && !isTraced()) return runWithOutcome()
    return observe({ ...description, baseUrl: this.#native.baseUrl }, this.#logger, received, runWithOutcome)
  }

  /** The rows of a list, for `for await`. `call` is the promise of the first page, or of the whole list. */
  async *#rows(call, name, { complete, ...list }, input) {
    // The call rejects with this error.
    if (input.error) return yield* await call
    const params = { __proto__: null, ...(input.params && JSON.parse(input.params)) }
    const { page, limit, order_by } = params
    if (complete && page == null && limit == null) return yield* await call
    const read = (page, limit) => this[name]({ ...params, page, limit }, input.options).withResponse()
    const first = { page: page ?? 1, limit: limit ?? list.pageSize }
    yield* iterate(call.withResponse(), read, { ...list, ...first, descending: order_by !== 'asc' })
  }

  /** Async, and throws after an await: only then does the stack of the error show the caller. */
  async #run(description, input, nativeCall, received, headers) {
    if (input.error) throw input.error
    let { options } = input
    const signal = checkSignal(options.signal)
    const [method, ...args] = nativeCall(input.params)
    const describe = () => this.#describe(description, args, options, input.params)
    this.#calls.assertOpen(describe)
    assertNotAborted(signal, describe)
    if (description.takesKey && this.#keyFunction && options.apiKey == null)
      options = await this.#withKey(options, signal, describe)
    const json = nativeOptions(options)
    const startNative = (queue, id) => this.#native[method](queue, id, ...args, json, headers)
    const completion = await this.#calls.run(startNative, signal, description.changes, describe)
    const error = errorOf(completion, input.params)
    if (error) throw error
    received.response = completion.response
    return build(completion)
  }

  /** Describes a request for errors. `args` are those of the native call. */
  #describe({ method, path }, [, keys], options, params) {
    const { baseUrl, timeout } = this.#native
    const url = urlOf(baseUrl, path, Array.isArray(keys) ? keys : undefined)
    return {
      method: method.toUpperCase(),
      url,
      timeout: isTimeout(options.timeout) ? options.timeout : timeout,
      params,
    }
  }

  #passThrough(request, signal, received) {
    const { method, path } = request
    const description = { name: 'axios', method, path, changes: method !== 'GET' }
    return this.#observed(description, received, (traceHeaders) => {
      const headers = { ...(traceHeaders && JSON.parse(traceHeaders)), ...request.headers }
      return this.#runPassThrough({ ...request, headers }, signal, description.changes, received)
    })
  }

  async #runPassThrough(request, signal, changes, received) {
    this.#calls.assertOpen()
    assertNotAborted(signal)
    const json = JSON.stringify(request)
    const startNative = (queue, id) => this.#native.startPassThrough(queue, id, json)
    const completion = await this.#calls.run(startNative, signal, changes)
    const error = errorOf(completion)
    if (error) throw error
    received.response = completion.response
    return completion.body
  }

  /** `options` with the key from the key function, and with a timeout from which the time that it took is subtracted. */
  async #withKey(options, signal, describe) {
    const timeout = options.timeout ?? this.#native.timeout
    // The addon refuses the timeout with its own message.
    if (!isTimeout(timeout)) return options
    const started = addon.monotonicNow()
    let stopOnClose
    const whenClosed = new Promise((_, reject) => {
      stopOnClose = this.#calls.onClose((toError) => reject(toError(describe())))
    })
    let apiKey
    try {
      apiKey = await callKeyFunction(this.#keyFunction, { timeout, signal, whenClosed, describe })
    } finally {
      stopOnClose()
    }
    this.#calls.assertOpen(describe)
    assertNotAborted(signal, describe)
    return { ...options, apiKey, timeout: Math.max(1, Math.ceil(timeout - (addon.monotonicNow() - started))) }
  }
}

// Node has these symbols from 20.5.1 on.
const DISPOSERS = {
  dispose: CoinPort.prototype.close,
  async asyncDispose() {
    this.close()
  },
}
for (const [name, value] of Object.entries(DISPOSERS)) {
  if (Symbol[name])
    Object.defineProperty(CoinPort.prototype, Symbol[name], { value, writable: true, configurable: true })
}

/** Refuses a method that was taken from its client, as in `const { getTickers } = coinport`. */
function assertClient(value, name) {
  if (!isClient(value))
    throw new TypeError(
      `${name} was called without its client: write coinport.${name}(…), or bind it to the client first`,
    )
}

/**
 * The options, and the params as JSON, at the moment of the call. If they cannot be read, the error instead. The params
 * of a call that changes something become the body of its request. `seconds` are the names of those that are times.
 */
function readInput(params, options, changes, seconds) {
  try {
    return { options: ownOptions(options), params: (changes ? bodyToJson : paramsToJson)(params, seconds) }
  } catch (error) {
    return { error }
  }
}

/** The options that the addon reads as JSON, or null if there are none. */
function nativeOptions(given) {
  if (given === NONE || Object.keys(given).every((name) => name === 'signal')) return null
  const { signal, ...options } = given
  return optionsToJson(options)
}

function assertNotAborted(signal, describe) {
  if (signal?.aborted) throw canceled(reasonOf(signal), describe?.())
}

/** Called by an async function after its await, so that the stack of the error shows the caller. */
function errorOf(completion, params) {
  if (completion.error) return completion.error
  return isFailure(completion) ? fromFailure(JSON.parse(completion.body), params) : undefined
}

module.exports = { CoinPort, passThrough, baseUrlOf, proxyOf }
