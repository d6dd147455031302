const addon = require('./native/addon.js')
const ENDPOINTS = require('./generated/endpoints.js')
const { badOption, badParam, fromFailure, internal } = require('./errors.js')
const { nativeOptions, readInput } = require('./options/call-input.js')
const { splitClientOptions } = require('./options/client-options.js')
const { readEnvironment } = require('./options/environment.js')
const { bodyToJson, changeToJson, paramsToJson } = require('./options/json.js')
const { keysToText, pathToText, urlOf } = require('./options/path.js')
const { isTimeout } = require('./options/time-limit.js')
const { logRetry } = require('./logging/log.js')
const { describeCall, isTraced, observe } = require('./tracing.js')
const { listCall } = require('./lists/list-call.js')
const { rowsOf } = require('./lists/rows.js')
const { build, isFailure, textOf } = require('./native/results.js')
const { CallerFunctions } = require('./caller-functions.js')
const { RunningCalls, withOutcome } = require('./running-calls.js')
const { assertNotAborted, checkSignal } = require('./signals.js')
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
/** Like the method `request`, but resolves with JSON text, in which numbers are as they were sent. */
let requestText
let baseUrlOf
/** The URL of the proxy, without credentials, or null. */
let proxyOf
/** Throws if a client must not make calls that change something. */
let assertMayWrite
/** What reconcile needs of a client. */
let reconcileContext
let isClient

class CoinPort extends Uncloneable {
  #native
  #logger
  #functions
  #calls = new RunningCalls()

  /** `parent` is the client whose options this one inherits: see `withOptions`. */
  constructor(options, parent) {
    super()
    const inherited = isClient(parent) ? parent : undefined
    const { json, functions, logger } = splitClientOptions(options, inherited?.#functions, inherited?.#logger)
    const has = [functions.keyFunction !== undefined, logger !== undefined]
    const native = inherited
      ? inherited.#native.withOptions(json, ...has)
      : addon.createClient(json, readEnvironment(), ...has)
    if (typeof native === 'string') throw fromFailure(JSON.parse(native))
    this.#native = native
    this.#logger = logger
    this.#functions = new CallerFunctions(functions, this.#calls, native.timeout)
    this.#calls.open()
  }

  static {
    isClient = (value) => typeof value === 'object' && value !== null && #native in value
    passThrough = (client, request, signal, received) => client.#passThrough(request, signal, received)
    requestText = (client, method, path, params) => client.#request(method, path, params, undefined, textOf)
    baseUrlOf = (client) => client.#native.baseUrl
    proxyOf = (client) => client.#native.proxy
    assertMayWrite = (client) => client.#assertMayWrite()
    reconcileContext = (client) => client.#reconcileContext()
    // The methods of the endpoints, such as getBalances().
    for (const [index, endpoint] of ENDPOINTS.entries()) {
      const { name, method, path, keys, auth, changes = false, seconds, list } = endpoint
      const description = { name, method, path, changes, takesKey: auth === 'key', read: build }
      // An object literal, so that the function gets this name.
      const functions = {
        [name](...args) {
          assertClient(this, name)
          const input = readInput(
            args[keys.length],
            args[keys.length + 1],
            changes ? changeToJson : paramsToJson,
            seconds,
          )
          const nativeCall = (json) => ['start', index, keysToText(keys, args), json]
          const described = changes ? { ...description, write: { endpoint, key: args[0] } } : description
          const call = this.#call(described, input, nativeCall)
          if (!list) return call
          const readPage = (params) => this[name](params, input.options).withResponse()
          return listCall(call, () => rowsOf(call, list, input, readPage))
        },
      }
      Object.defineProperty(this.prototype, name, { value: functions[name], writable: true, configurable: true })
    }
  }

  request(method, path, params, options) {
    assertClient(this, 'request')
    return this.#request(method, path, params, options, build)
  }

  /** `read` makes the result from the completion. */
  #request(method, path, params, options, read) {
    const verb = typeof method === 'string' ? method.toUpperCase() : undefined
    const changes = verb !== undefined && verb !== 'GET'
    const takesKey = verb !== undefined && typeof path === 'string' && addon.takesKey(verb, path)
    const nativeCall = (json) => {
      if (verb === undefined) throw badParam('method', 'must be a string')
      return ['startRequest', verb, pathToText(path), json]
    }
    const input = readInput(params, options, changes ? bodyToJson : paramsToJson)
    return this.#call({ name: 'request', method, path, changes, takesKey, read }, input, nativeCall)
  }

  withOptions(options) {
    assertClient(this, 'withOptions')
    return new CoinPort(options, this)
  }

  /** Async, and throws after an await: only then does the stack of the error show the caller. */
  async reconcile(what, options) {
    assertClient(this, 'reconcile')
    this.#calls.assertOpen()
    return await loadWrites().reconcile(this.#reconcileContext(), what, options)
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

  /** Async, and throws after an await: only then does the stack of the error show the caller. */
  async #run(description, input, nativeCall, received, headers) {
    if (input.error) throw input.error
    const { changes, takesKey } = description
    let { options } = input
    const signal = checkSignal(options.signal)
    const [method, ...args] = nativeCall(input.params)
    const describe = () => this.#describe(description, args, options, input.params)
    this.#calls.assertOpen(describe)
    assertNotAborted(signal, describe)
    if (changes) this.#assertMayWrite()
    const asked = this.#functions
    if (asked.limiter) options = await asked.acquire(describeCall(description), options, signal, describe)
    // Asked last, because keys may be valid for a short time.
    if (takesKey && asked.keyFunction && options.apiKey == null)
      options = await asked.withKey(options, signal, describe)
    const json = nativeOptions(options)
    const startNative = (queue, id) => this.#native[method](queue, id, ...args, json, headers)
    const onRetry = this.#logger && ((retry) => logRetry(this.#logger, describeCall(description), retry))
    const tracked = description.write && this.#track(description.write, input, options.timeout)
    const completion = await this.#complete(startNative, signal, changes, describe, onRetry)
    const error = errorOf(completion, input.params)
    if (error) {
      tracked?.failed(error)
      throw error
    }
    received.response = completion.response
    const result = description.read(completion)
    tracked?.succeeded(result)
    return result
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
    const { method, path, timeout, key, addsKey } = request
    let options = { timeout, apiKey: key }
    const asked = this.#functions
    if (asked.limiter) options = await asked.acquire(describeCall(description), options, signal)
    if (addsKey && asked.keyFunction && key === undefined && addon.takesKey(method, path))
      options = await asked.withKey(options, signal)
    const json = JSON.stringify({ ...request, timeout: options.timeout, key: options.apiKey })
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
  async #complete(startNative, signal, changes, describe, onRetry) {
    const completion = await this.#calls.run(startNative, signal, changes, describe, onRetry)
    if (this.#functions.limiter) this.#functions.reportSpent(completion)
    return completion
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

/** Called by an async function after its await, so that the stack of the error shows the caller. */
function errorOf(completion, params) {
  if (completion.error) return completion.error
  return isFailure(completion) ? fromFailure(JSON.parse(completion.body), params) : undefined
}

module.exports = { CoinPort, assertMayWrite, passThrough, requestText, baseUrlOf, proxyOf, reconcileContext }
