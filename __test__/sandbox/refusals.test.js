const assert = require('node:assert/strict')
const { test } = require('node:test')
const { start } = require('../support/sandbox.js')

// Requests that the exchange refuses, with its error codes.

const REFUSED = [
  ['account/balances?search=garbage', 422, { errors: ['invalid'] }],
  ['account/balances?page=', 422, { errors: ['account.balance.empty_page'] }],
  ['public/currencies?type=none', 422, { errors: ['public.currency.invalid_type'] }],
  [
    'public/markets?ordering=up&order_by=name',
    422,
    { errors: ['public.markets.invalid_ordering', 'public.markets.invalid_order_by'] },
  ],
  ['public/markets?type=none', 422, { errors: ['public.market.invalid_market_type'] }],
  ['public/trading_fees?limit=0', 422, { errors: ['admin.pagination.invalid_limit'] }],
  ['public/trading_fees?page=', 422, { errors: ['public.tradingfee.empty_page'] }],
  ['public/trading_fees?market_type=none', 422, { errors: ['management.trading_fee.invalid_market_type'] }],
  ['public/withdraw_limits?ordering=up', 422, { errors: ['admin.pagination.invalid_ordering'] }],
  ['public/markets/btcaud/depth?limit=1001', 422, { errors: ['public.market_depth.invalid_limit'] }],
  ['public/markets/btcaud/order-book?asks_limit=201', 422, { errors: ['public.order_book.invalid_ask_limit'] }],
  [
    'public/markets/btcaud/order-book?bids_limit=x',
    422,
    { errors: ['public.order_book.non_integer_bid_limit', 'public.order_book.invalid_bid_limit'] },
  ],
  ['public/markets/btcaud/trades?timestamp=x', 422, { errors: ['public.trade.non_integer_timestamp'] }],
  [
    'public/markets/btcaud/trades?order_by=up&limit=0',
    422,
    { errors: ['public.trade.invalid_limit', 'public.trade.invalid_order_by'] },
  ],
  ['public/markets/btcaud/k-line?period=2', 422, { errors: ['public.k_line.invalid_period'] }],
  [
    'public/markets/btcaud/k-line?period=x',
    422,
    { errors: ['public.k_line.non_integer_period', 'public.k_line.invalid_period'] },
  ],
  [
    'public/markets/btcaud/k-line?time_from=&limit=10001',
    422,
    { errors: ['public.market.empty_time_from', 'public.k_line.invalid_limit'] },
  ],
  ['account/deposits?limit=101', 422, { errors: ['account.deposit.invalid_limit'] }],
  ['account/deposits?page=0', 422, { errors: ['account.deposit.non_positive_page'] }],
  ['account/deposits?state=accepted,collected', 422, { errors: ['account.deposit.invalid_state'] }],
  [
    'account/deposits?time_from=x&time_to=',
    422,
    { errors: ['account.deposit.non_integer_time_from', 'account.deposit.empty_time_to'] },
  ],
  ['account/deposits?txid=', 422, { errors: ['account.deposit.empty_txid'] }],
  ['account/deposits?blockchain_key=none', 422, { errors: ['account.deposit.blockchain_key_doesnt_exist'] }],
  [
    'account/withdraws?limit=x',
    422,
    { errors: ['account.withdraw.non_integer_limit', 'account.withdraw.invalid_limit'] },
  ],
  ['account/transactions?order_by=up', 422, { errors: ['account.transactions.order_by_invalid'] }],
  ['account/transactions?currency=none', 422, { errors: ['account.transactions.currency_doesnt_exist'] }],
  ['account/internal_transfers?limit=0', 500, { errors: ['server.internal_error'] }],
  ['account/internal_transfers?limit=abc', 500, { errors: ['server.internal_error'] }],
  ['account/beneficiaries/abc', 422, { errors: ['account.beneficiary.non_integer_id'] }],
  [
    'account/deposit_address/bch?address_format=none',
    422,
    { errors: ['account.deposit_address.invalid_address_format'] },
  ],
  ['market/orders?limit=0', 500, { errors: ['server.internal_error'] }],
  [
    'market/orders?ord_type=none&type=none',
    422,
    { errors: ['market.order.invalid_type', 'market.order.invalid_ord_type'] },
  ],
  ['market/orders?page=&order_by=up', 422, { errors: ['market.order.empty_page', 'market.order.invalid_order_by'] }],
  [
    'market/trades?type=none&order_by=up',
    422,
    { errors: ['market.trade.invalid_type', 'market.trade.invalid_order_by'] },
  ],
  ['market/trades?market_type=none', 422, { errors: ['market.market.invalid_market_type'] }],
  ['coinmarketcap/orderbook/BTC_AUD?depth=501', 422, { errors: ['coinmarketcap.market_depth.invalid_depth'] }],
  ['coingecko/orderbook', 422, { errors: ['coingecko.orderbook.missing_ticker_id'] }],
  [
    'coingecko/orderbook?ticker_id=BTC_AUD&depth=x',
    422,
    { errors: ['coingecko.market_depth.non_integer_depth', 'coingecko.market_depth.invalid_depth'] },
  ],
  ['coingecko/historical_trades', 422, { errors: ['coingecko.historicaltrade.missing_ticker_id'] }],
  [
    'coingecko/historical_trades?ticker_id=BTC_AUD&type=none&limit=1001',
    422,
    { errors: ['coingecko.historical_trades.invalid_type', 'coingecko.historical_trades.invalid_limit'] },
  ],
  ['account/balances?limit=0', 422, { errors: ['pagination.invalid_limit'] }],
  ['account/balances?limit=1001', 422, { errors: ['pagination.invalid_limit'] }],
  ['account/balances?limit=abc', 422, { errors: ['pagination.non_integer_limit', 'pagination.invalid_limit'] }],
  ['account/balances?page=x', 422, { errors: ['pagination.non_integer_page'] }],
  ['account/balances?nonzero=maybe', 422, { errors: ['account.balances.invalid_nonzero'] }],
  ['account/balances?account_type=margin', 422, { errors: ['account.type.doesnt_exist'] }],
  ['public/markets/none/tickers', 422, { errors: ['public.market.doesnt_exist'] }],
  ['public/markets?quote_unit=none', 422, { errors: ['public.markets.quote_unit_doesnt_exist'] }],
  ['public/currencies/none', 422, { errors: ['public.currency.doesnt_exist'] }],
  ['public/none', 404, '404 Not Found'],
  ['account/none', 404, '404 Not Found'],
]

for (const [path, status, body] of REFUSED) {
  test(`refuses GET ${path}`, async (t) => {
    const { get } = await start(t)
    const response = await get(path)
    assert.deepEqual([response.status, response.body], [status, body])
  })
}
