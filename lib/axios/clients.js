const { CoinPort, baseUrlOf } = require('../client.js')
const { configuredConnection } = require('../default-client.js')
const { badOption } = require('../errors.js')
const { DEFAULT_BASE_URL, MAX_MILLISECONDS, MAX_RESPONSE_SIZE } = require('../generated/limits.js')
const { ownOptions } = require('../options/client-options.js')

/** With these options, a client adds nothing to what axios does: no limit of time, size or rate, and no retry. */
const AS_AXIOS = {
  timeout: MAX_MILLISECONDS,
  connectTimeout: MAX_MILLISECONDS,
  maxRetries: 0,
  maxResponseSize: MAX_RESPONSE_SIZE,
  rateLimit: false,
}

/**
 * The clients of one adapter. They are made for the first request that needs them, so that neither the options nor the
 * environment can fail any other request.
 */
class Clients {
  #options
  #configured
  /** With the proxy that is configured, and without one. */
  #made = { usual: undefined, withoutProxy: undefined }

  constructor(options) {
    this.#options = options
  }

  /** The URL below which the requests are CoinPort's. If the one that was set is not valid, `get()` says so. */
  get baseUrl() {
    this.#forgetUnlessCurrent()
    const made = this.#made.usual ?? this.#made.withoutProxy
    if (made) return made.baseUrl
    const set = this.#options?.baseUrl ?? this.#configured.baseUrl ?? process.env.COINPORT_BASE_URL
    return typeof set === 'string' && /^https?:/i.test(set) && URL.canParse(set) ? set : DEFAULT_BASE_URL
  }

  /** `{ client, settings }`. Throws a ConfigError if the options or the environment cannot be used. */
  get({ withoutProxy }) {
    this.#forgetUnlessCurrent()
    const name = withoutProxy ? 'withoutProxy' : 'usual'
    this.#made[name] ??= this.#make(withoutProxy)
    return this.#made[name]
  }

  /** After `configure()`, the clients are made again. */
  #forgetUnlessCurrent() {
    const current = configuredConnection()
    if (this.#configured === current) return
    this.#configured = current
    this.#made = { usual: undefined, withoutProxy: undefined }
  }

  #make(withoutProxy) {
    const { exact = false, ...own } = defined(ownOptions(this.#options))
    if (typeof exact !== 'boolean') throw badOption('exact', 'must be true or false')
    const options = { ...AS_AXIOS, ...this.#configured, ...own }
    if (withoutProxy) options.proxy = false
    const addsKey = 'apiKey' in own || 'apiSecret' in own
    // With a function, nothing reads the key of the environment, which may not be valid. It is never called.
    if (!addsKey) options.apiKey = () => ''
    const client = new CoinPort(options)
    // Without admission, a retry would not wait for the end of a `Retry-After`.
    const limited = options.rateLimit !== false || options.maxRetries > 0
    return { client, baseUrl: baseUrlOf(client), settings: { exact, limited, addsKey } }
  }
}

function defined(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null))
}

module.exports = { Clients }
