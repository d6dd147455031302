/** A client. All clients of a process share their connections; those with the same key also share its rate limit. */
export declare class CoinPort {
  /** @throws {ConfigError} if an option is not valid; `error.option` names it. */
  constructor(options?: ClientOptions | null)
  /**
   * Calls any path of the exchange.
   *
   * A GET request to the path of a known call is checked as that call is. The result of any other request is what
   * `JSON.parse` returns. A request with a method other than GET sends `params` as its JSON body. It is sent at most
   * once, and its errors have an `outcome`.
   *
   * `params` must be plain data. A value that JSON would drop or change, such as a promise, a `Date` or an object of a
   * decimal library, is refused with a {@link ParamError} that names the field.
   */
  request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    params?: { readonly [name: string]: ParamValue } | null,
    options?: CallOptions | null,
  ): Call<T>
  /**
   * A client like this one, with `options` in place of its own. An option that is `null` or absent is inherited. If
   * `apiKey` or `apiSecret` is given, neither is inherited. The new client has its own `close()`.
   *
   * @throws {ConfigError} if an option is not valid; `error.option` names it.
   */
  withOptions(options: ClientOptions): CoinPort
  /**
   * Finds out whether a call was carried out whose outcome is `unknown`, by reading what the exchange has. It sends nothing
   * again. `docs/writing.md` says what it can know and what it cannot.
   *
   * It looks at once, then after 2, 5, 10, 20 and 30 seconds and every 30 seconds from then on, up to `wait`. If something
   * fits while identical calls of this process are running, it first waits for their end. A look that fails is repeated at
   * the time of the next one. If the last one fails, its error is thrown, and nothing is decided.
   *
   * The error of a call with the outcome `not_sent` or `rejected` gives `not_done` at once.
   *
   * @param what The error of a call that changes something, or its {@link Intent}. Pass it to the client that made the call,
   * or to one with the same key and base URL.
   * @throws {ConfigError} if `what` or an option is not valid, or if the call was made with another key or base URL.
   */
  reconcile<Name extends ChangingCall>(
    what: Intent<Name>,
    options?: ReconcileOptions | null,
  ): Promise<Reconciled<Awaited<ReturnType<CoinPort[Name]>>>>
  reconcile<Result = unknown>(what: CoinPortError, options?: ReconcileOptions | null): Promise<Reconciled<Result>>
  /** Rejects the pending calls of this client, and all later ones, with `ERR_CLIENT_CLOSED`. */
  close(): void
  /** The same as {@link CoinPort.close}. */
  [Symbol.dispose](): void
  /** The same as {@link CoinPort.close}. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Replaces the default client, which the functions of this package use. Pending calls finish on the old one. */
export declare function configure(options?: ClientOptions | null): void

/** {@link CoinPort.request} on the default client. */
export declare const request: CoinPort['request']

/** {@link CoinPort.reconcile} on the default client. */
export declare const reconcile: CoinPort['reconcile']
