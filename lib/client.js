const addon = require('./native/addon.js')
const ENDPOINTS = require('./generated/endpoints.js')
const { badOption, canceled, fromFailure, internal } = require('./errors.js')
const { readEnvironment } = require('./options/environment.js')
const { toJson, toJsonBody, toJsonParams } = require('./options/json.js')
const { callKeyFunction } = require('./options/key-function.js')
const { acquire, reportSpent } = require('./options/limiter.js')
const { ownOptions, splitClientOptions } = require('./options/client-options.js')
const { keysToText, pathToText } = require('./options/path.js')
const { isTimeout } = require('./options/time-limit.js')
const { describe, isTraced, observe } = require('./tracing.js')
const { iterate } = require('./lists/iterate.js')
const { attemptsOf, build, isFailure } = require('./native/results.js')
const { RunningCalls, withOutcome } = require('./running-calls.js')
const { checkSignal, reasonOf } = require('./signals.js')
const { Uncloneable } = require('./uncloneable.js')
const { withResponse } = require('./with-response.js')
// All files that reads need are loaded now: later, the process may have no free file descriptor to load one.

let writes
/**
 * What only calls that change something need, loaded before the first of them is sent, so that programs that only read
 * start faster.
 */
function loadWrites() {
  try {
    writes ??= { ...require('./reconcile/index.js'), ...require('./reconcile/tracked-write.js') }
    return writes
  } catch (error) {
    throw internal(error)
  }
}

// For the axios adapter and the CLI. They are not methods, so that users of the class do not see them.

/** Sends one request of another library through a client. Resolves with the text of the response. */
let passThrough
let baseUrlOf
/** The URL of the proxy, without credentials, or null. */
let proxyOf
/** Throws if a client must not make calls that change something. */
let assertMayWrite
/** What reconcile needs of a client. */
let reconcileContext

class CoinPort extends Uncloneable {
  #native
  #keyFunction
  #limiter
  #logger
  #calls = new RunningCalls()

  constructor(options) {
    super()
    const { json, keyFunction, limiter, logger } = splitClientOptions(options)
    const native = addon.createClient(json, keyFunction !== undefined, readEnvironment())
    if (typeof native === 'string') throw fromFailure(JSON.parse(native))
    this.#native = native
    this.#keyFunction = keyFunction
    this.#limiter = limiter
    this.#logger = logger
  }

  static {
    passThrough = (client, request, signal, received) => client.#passThrough(request, signal, received)
    baseUrlOf = (client) => client.#native.baseUrl
    proxyOf = (client) => client.#native.proxy
    assertMayWrite = (client) => client.#assertMayWrite()
    reconcileContext = (client) => client.#reconcileContext()
    // The methods of the endpoints, such as getBalances().
    for (const [index, endpoint] of ENDPOINTS.entries()) {
      const { name, method, path, keys, auth, changes = false, list } = endpoint
      const description = { name, method, path, changes, takesKey: auth === 'key' }
      // An object literal, so that the function gets this name.
      const functions = {
        [name](...args) {
          const input = readInput(args[keys.length], args[keys.length + 1], changes ? toJsonParams : toJson)
          const nativeCall = (json) => ['start', index, keysToText(keys, args), json]
          const described = changes ? { ...description, write: { endpoint, key: args[0] } } : description
          const call = this.#call(described, input, nativeCall)
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
    const input = readInput(params, options, changes ? toJsonBody : toJson)
    return this.#call({ name: 'request', method, path, changes, takesKey }, input, nativeCall)
  }

  /** Async, and throws after an await: only then does the stack of the error show the caller. */
  async reconcile(what, options) {
    this.#calls.assertOpen()
    return await loadWrites().reconcile(this.#reconcileContext(), what, options)
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
  async #run(description, input, nativeCall, received, headers) {
    const { changes, takesKey } = description
    this.#calls.assertOpen()
    if (input.error) throw input.error
    const { signal: signalOption, ...options } = input.options
    const signal = checkSignal(signalOption)
    assertNotAborted(signal)
    if (changes) this.#assertMayWrite()
    if (this.#limiter) await this.#acquire(description, options, signal)
    // Asked last, because keys may be valid for a short time.
    if (takesKey && this.#keyFunction && options.apiKey == null) {
      options.apiKey = await this.#ask(options, signal, (limits) => callKeyFunction(this.#keyFunction, limits))
    }
    const json = Object.keys(options).length > 0 ? toJson(options, 'options') : null
    const [method, ...args] = nativeCall(input.params)
    const startNative = (queue, id) => this.#native[method](queue, id, ...args, json, headers)
    const tracked = description.write && this.#track(description.write, input, options.timeout)
    const completion = await this.#complete(startNative, signal, changes)
    const error = errorOf(completion, input.params)
    if (error) {
      tracked?.failed(error)
      throw error
    }
    received.response = completion.response
    const result = build(completion)
    tracked?.succeeded(result)
    return result
  }

  #track(write, { params, options: { apiKey } }, timeout = this.#native.timeout) {
    const owner = { exchange: this.#native.baseUrl, account: this.#accountOf(apiKey) }
    const { TrackedWrite } = loadWrites()
    return new TrackedWrite(write, params, owner, timeout)
  }

  /** A name for the account that a key belongs to, or that of this client. It does not give the key away. */
  #accountOf(apiKey) {
    return this.#native.account(typeof apiKey === 'string' ? apiKey : null)
  }

  #reconcileContext() {
    return {
      client: this,
      exchange: this.#native.baseUrl,
      accountOf: (apiKey) => this.#accountOf(apiKey),
      onClose: (cancel) => this.#calls.onClose(cancel),
    }
  }

  #passThrough(request, signal, received) {
    const { method, path } = request
    const description = { name: 'axios', method, path, changes: method !== 'GET' }
    return this.#observed(description, received, (traceHeaders) => {
      const headers = { ...(traceHeaders && JSON.parse(traceHeaders)), ...request.headers }
      return this.#runPassThrough(description, { ...request, headers }, signal, received)
    })
  }

  async #runPassThrough(description, request, signal, received) {
    const { changes } = description
    this.#calls.assertOpen()
    assertNotAborted(signal)
    if (changes) this.#assertMayWrite()
    if (this.#limiter) await this.#acquire(description, request, signal)
    const json = JSON.stringify(request)
    const startNative = (queue, id) => this.#native.startPassThrough(queue, id, json)
    const completion = await this.#complete(startNative, signal, changes)
    const error = errorOf(completion)
    if (error) throw error
    received.response = completion.response
    return completion.body
  }

  #assertMayWrite() {
    if (!this.#native.readOnly) return
    throw badOption('readOnly', 'is set, and this call changes something: make it with a client without readOnly')
  }

  /** Runs a call of the addon. Tells the limiter how many requests it took. */
  async #complete(startNative, signal, changes) {
    const completion = await this.#calls.run(startNative, signal, changes)
    if (this.#limiter) reportSpent(this.#limiter, attemptsOf(completion))
    return completion
  }

  #acquire(description, options, signal) {
    return this.#ask(options, signal, (limits) => acquire(this.#limiter, describe(description), limits))
  }

  /** Waits for a function of the caller, which `ask(limits)` calls. Subtracts its time from the timeout in `options`. */
  async #ask(options, signal, ask) {
    const timeout = options.timeout ?? this.#native.timeout
    // The addon refuses the timeout with its own message.
    if (!isTimeout(timeout)) return undefined
    const started = addon.monotonicNow()
    let stopOnClose
    const whenClosed = new Promise((_, reject) => {
      stopOnClose = this.#calls.onClose(reject)
    })
    let value
    try {
      value = await ask({ timeout, signal, whenClosed })
    } finally {
      stopOnClose()
    }
    options.timeout = Math.max(1, Math.ceil(timeout - (addon.monotonicNow() - started)))
    this.#calls.assertOpen()
    assertNotAborted(signal)
    return value
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
 * The options, and the params as JSON text by `write`, at the moment of the call. If they cannot be read, the error
 * instead.
 */
function readInput(params, options, write) {
  try {
    return { options: ownOptions(options), params: write(params, 'params') }
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

module.exports = { CoinPort, assertMayWrite, passThrough, baseUrlOf, proxyOf, reconcileContext }
