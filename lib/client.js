const addon = require('./native/addon.js')
const ENDPOINTS = require('./generated/endpoints.js')
const { badOption, canceled, fromFailure } = require('./errors.js')
const { readEnvironment } = require('./options/environment.js')
const { toJson, toJsonBody } = require('./options/json.js')
const { callKeyFunction, isTimeout } = require('./options/key-function.js')
const { ownOptions, splitClientOptions } = require('./options/client-options.js')
const { keysToText, pathToText } = require('./options/path.js')
const { isTraced, observe } = require('./tracing.js')
const { iterate } = require('./lists/iterate.js')
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

class CoinPort {
  #native
  #keyFunction
  #logger
  #calls = new RunningCalls()

  constructor(options) {
    const { json, keyFunction, logger } = splitClientOptions(options)
    const native = addon.createClient(json, keyFunction !== undefined, readEnvironment())
    if (typeof native === 'string') throw fromFailure(JSON.parse(native))
    this.#native = native
    this.#keyFunction = keyFunction
    this.#logger = logger
    this.#calls.open()
  }

  static {
    passThrough = (client, request, signal, received) => client.#passThrough(request, signal, received)
    baseUrlOf = (client) => client.#native.baseUrl
    proxyOf = (client) => client.#native.proxy
    // The methods of the endpoints, such as getBalances().
    for (const [index, endpoint] of ENDPOINTS.entries()) {
      const { name, method, path, keys, auth, changes = false, list } = endpoint
      const description = { name, method, path, changes, takesKey: auth === 'key' }
      // An object literal, so that the function gets this name.
      const functions = {
        [name](...args) {
          const input = readInput(args[keys.length], args[keys.length + 1], changes)
          const nativeCall = (json) => ['start', index, keysToText(keys, args), json]
          const call = this.#call(description, input, nativeCall)
          return list ? this.#iterable(call, name, list, input) : call
        },
      }
      Object.defineProperty(this.prototype, name, { value: functions[name], writable: true, configurable: true })
    }
  }

  request(method, path, params, options) {
    const verb = typeof method === 'string' ? method.toUpperCase() : undefined
    const changes = verb !== undefined && verb !== 'GET'
    const takesKey = verb !== undefined && typeof path === 'string' && addon.takesKey(verb, path)
    const nativeCall = (json) => {
      if (verb === undefined) throw badOption('method', 'must be a string')
      return ['startRequest', verb, pathToText(path), json]
    }
    const input = readInput(params, options, changes)
    return this.#call({ name: 'request', method, path, changes, takesKey }, input, nativeCall)
  }

  close() {
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

  /** Makes the promise of a list iterable with `for await`. */
  #iterable(call, name, { complete, ...list }, input) {
    const rows = async function* rows(client) {
      // The call rejects with this error.
      if (input.error) return yield* await call
      const params = { __proto__: null, ...(input.params && JSON.parse(input.params)) }
      const { page, limit, order_by } = params
      if (complete && page == null && limit == null) return yield* await call
      const read = (page, limit) => client[name]({ ...params, page, limit }, input.options).withResponse()
      const first = { page: page ?? 1, limit: limit ?? list.pageSize }
      yield* iterate(call.withResponse(), read, { ...list, ...first, descending: order_by !== 'asc' })
    }
    return Object.defineProperty(call, Symbol.asyncIterator, { value: () => rows(this) })
  }

  /** Async, and throws after an await: only then does the stack of the error show the caller. */
  async #run({ changes, takesKey }, input, nativeCall, received, headers) {
    this.#calls.assertOpen()
    if (input.error) throw input.error
    const { signal: signalOption, ...options } = input.options
    const signal = checkSignal(signalOption)
    assertNotAborted(signal)
    if (takesKey && this.#keyFunction && options.apiKey == null) await this.#addKey(options, signal)
    const json = Object.keys(options).length > 0 ? toJson(options, 'options') : null
    const [method, ...args] = nativeCall(input.params)
    const startNative = (queue, id) => this.#native[method](queue, id, ...args, json, headers)
    const completion = await this.#calls.run(startNative, signal, changes)
    const error = errorOf(completion, input.params)
    if (error) throw error
    received.response = completion.response
    return build(completion)
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

  /** Adds the key from the key function to `options`, and subtracts the time that it took from the timeout. */
  async #addKey(options, signal) {
    const timeout = options.timeout ?? this.#native.timeout
    // The addon refuses the timeout with its own message.
    if (!isTimeout(timeout)) return
    const started = addon.monotonicNow()
    let stopOnClose
    const whenClosed = new Promise((_, reject) => {
      stopOnClose = this.#calls.onClose(reject)
    })
    try {
      options.apiKey = await callKeyFunction(this.#keyFunction, timeout, signal, whenClosed)
    } finally {
      stopOnClose()
    }
    options.timeout = Math.max(1, Math.ceil(timeout - (addon.monotonicNow() - started)))
    this.#calls.assertOpen()
    assertNotAborted(signal)
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

/**
 * The options, and the params as JSON, at the moment of the call. If they cannot be read, the error instead. The params
 * of a call that changes something become the body of its request.
 */
function readInput(params, options, changes) {
  try {
    return { options: ownOptions(options), params: (changes ? toJsonBody : toJson)(params, 'params') }
  } catch (error) {
    return { error }
  }
}

function assertNotAborted(signal) {
  if (signal?.aborted) throw canceled(reasonOf(signal))
}

/** Called by an async function after its await, so that the stack of the error shows the caller. */
function errorOf(completion, params) {
  if (completion.error) return completion.error
  return isFailure(completion) ? fromFailure(JSON.parse(completion.body), params) : undefined
}

module.exports = { CoinPort, passThrough, baseUrlOf, proxyOf }
