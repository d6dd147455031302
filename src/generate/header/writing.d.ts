/**
 * What a failed call was to do, if its outcome is `unknown`; undefined for every other error. It has no one-time password and
 * no PIN. Stored as JSON, it can be reconciled by another process. Errors of {@link request} and of axios have none.
 */
export declare function intentOf(error: unknown): Intent | undefined

/** The calls that change something. */
export type ChangingCall = '{changingCall}'

/** What a call was to do. It is plain JSON: stored before the call, it survives a crash. */
export interface Intent<Name extends ChangingCall = ChangingCall> {
  /** The name of the call. */
  readonly call: Name
  /** The key of the call, such as the id of an order, if it has one. */
  readonly key?: number | string | null | undefined
  /** The params of the call. One-time passwords and PINs are not needed, and are not looked at. */
  readonly params?: { readonly [name: string]: ParamValue } | null | undefined
  /** When the call was made, or shortly before: `Date.now()`, in milliseconds. */
  readonly sentAt: number
  /** Ids that are known not to be those of this call, such as those of identical orders placed before. */
  readonly exclude?: readonly number[] | null | undefined
}

/** Options of {@link CoinPort.reconcile}. */
export interface ReconcileOptions {
  /**
   * How long to look, in milliseconds from the start. With 0 there is one look.
   * @default {wait}
   */
  wait?: number | null | undefined
  /**
   * The time limit of each look, in milliseconds.
   * @default 10000
   */
  timeout?: number | null | undefined
  /** Ends it, which then rejects with a {@link CanceledError}. */
  signal?: AbortSignal | null | undefined
  /** The key of the call, if it was made with one of its own. */
  apiKey?: string | null | undefined
}

/** What {@link CoinPort.reconcile} found out. */
export type Reconciled<Result = unknown> =
  | {
      /** The call was carried out. */
      verdict: 'done'
      /**
       * What the call would have returned, as it is now. For {@link cancelOrders}, the orders in its scope that have changed
       * since the call.
       */
      result: Result
    }
  | {
      /** The call was not carried out before the last look. */
      verdict: 'not_done'
      /**
       * Whether it never will be. It is true 95 seconds after a call that adds something with a one-time password, because
       * that has then expired. It is false for all other calls: one that is on its way may still arrive.
       */
      final: boolean
      /** The time of the last look, on the clock of the exchange. ISO 8601. */
      lookedAt: string
    }
  | {
      /** The exchange has more that fit the call than calls of this process, so that it cannot be known which is its own. */
      verdict: 'ambiguous'
      /** Those that fit. */
      candidates: Result[]
    }

/**
 * Gives `value` exactly `places` decimals, such as `quantize('0.0066225', 6, 'down')`, which is `'0.006622'`. It calculates
 * with text and is exact. The result may be zero.
 *
 * @param value A plain decimal of any length.
 * @param places The number of decimals, from 0 to 100. Zeros are added if `value` has fewer.
 * @param rounding `'down'` rounds towards zero, `'up'` away from it.
 * @throws {ParamError} if an argument is not valid.
 */
export declare function quantize(value: Decimal, places: number, rounding: 'down' | 'up'): Decimal

/**
 * The limits of `market` that `order` breaks, so that the exchange would refuse it. Empty if there are none. It compares and
 * does not round. {@link createOrder} does not use it, because only the exchange knows its current limits.
 *
 * @param market The market of the order, from {@link getMarkets}.
 * @param order The params of {@link createOrder}. Zeros at the end of a decimal do not count as precision.
 * @throws {ParamError} if the order is for another market, or a price or volume is not a plain decimal.
 */
export declare function checkOrder(market: Market, order: CreateOrderParams): OrderProblem[]

/** A limit of its market that an order breaks. */
export type OrderProblem = {
  /** The param that breaks it. */
  param: 'price' | 'volume'
} & (
  | {
      /** Whether it is too small or too large. */
      rule: 'min' | 'max'
      /** The smallest or the largest value. */
      limit: Decimal
    }
  | {
      /** It has too many decimals. */
      rule: 'precision'
      /** The largest number of decimals. */
      limit: number
    }
)
