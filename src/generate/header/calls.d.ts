/**
 * The calls, the client behind them, and their errors.
 *
 * @module coinport
 */

/**
 * A decimal with exactly the digits that the exchange sent, such as `'0.0312500000000000'`. It is never a number,
 * because a number would round it. `0.0` and exponents such as `3e-05` occur. Use a decimal library to calculate and to
 * compare: as strings, `'9.5' > '10.5'`.
 */
// Not plain `string`, which editors would show instead of the name.
export type Decimal = string & {}

/** The promise of a call. */
export interface Call<T> extends Promise<T> {
  /** The result together with the status and headers of the response. If there were several pages, those of the last. */
  withResponse(): Promise<WithResponse<T>>
}

/** A result with the status and headers of its response. */
export interface WithResponse<T> {
  /** The result. */
  data: T
  /** Status and headers of the response. If there were several pages, those of the last. */
  response: ResponseHead & {
    /**
     * Only for one page of a list: whether there are more pages. Absent if the page headers contradict the rows. If the
     * server sends no page headers, this can be `true` for the last page, because a round number of rows counts as a
     * full page. It is never `false` while there are more.
     */
    hasMore?: boolean
  }
}

/**
 * The promise of a list. It can be awaited, iterated with `for await`, or collected with `all()`. For a history such as
 * deposits, `await` gives one page.
 */
export interface ListCall<T> extends Call<T[]>, AsyncIterable<T> {
  /** Collects the rows that `for await` gives: of a history, those of all pages. */
  all(options?: AllOptions | null): Promise<T[]>
  /**
   * All rows, page by page, starting at `page`. Each page is read when it is needed and has its own `timeout`.
   *
   * A row that stays in the list during the whole iteration is returned exactly once, even if other rows are added,
   * removed or moved meanwhile. If `page` is not 1, this holds for the rows that stay behind the first row of that page.
   * If the list changes faster than it can be read, the iteration throws a {@link DecodeError}.
   */
  [Symbol.asyncIterator](): AsyncIterator<T, void, undefined>
}

/** Options of {@link ListCall.all}. */
export interface AllOptions {
  /** The most rows to collect. Default: no limit. The param `limit` is the number of rows per page. */
  limit?: number | null | undefined
}

/** An object with the selected keys, any of which may be absent. If no keys are selected, it has all of them. */
export type Selected<Key extends string, T> = [Key] extends [never] ? Record<string, T> : Partial<Record<Key, T>>

/** Status and headers of a response. */
export interface ResponseHead {
  /** HTTP status. */
  status: number
  /** The standard text of the status; empty if it has none. */
  statusText: string
  /** Names are in lower case, and several values of one name are joined with `, `. Cookies and keys are left out. */
  headers: Record<string, string>
}

/** Options of a single call. */
export interface CallOptions {
  /** The time limit of the whole call, in milliseconds. */
  timeout?: number | null | undefined
  /** How often the call is retried, 0 to 10. */
  maxRetries?: number | null | undefined
  /** Cancels the call, which then rejects with a {@link CanceledError}. */
  signal?: AbortSignal | null | undefined
  /** The Bearer key for this call; sent to public endpoints too. Refused by a client that signs. */
  apiKey?: string | null | undefined
}

/** The params of a call that has none. */
export type NoParams = Record<string, never>

/** A value in the params of {@link request}: plain data. */
export type ParamValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ParamValue[]
  | { readonly [key: string]: ParamValue }
