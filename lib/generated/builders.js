'use strict'

// Made by `npm run generate` from src/api: builds objects from packed responses (see native/packed.js), with one literal for
// each combination of optional fields. The list has the order of the endpoints.

const { rows, entries, single, text, integer, boolean, code, digits, list, map } = require('../native/packed.js')

function readTickerValues() {
  switch (code()) {
    case 0:
      return { high: text(), last: text(), low: text(), open: text(), volume: text() }
    case 1:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), volume: text() }
    case 2:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text() }
    case 3:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text() }
    case 4:
      return { high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text() }
    case 5:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text() }
    case 6:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text() }
    case 7:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text() }
    case 8:
      return { high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text() }
    case 9:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text() }
    case 10:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text() }
    case 11:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text() }
    case 12:
      return { high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text() }
    case 13:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text() }
    case 14:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text() }
    case 15:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text() }
    case 16:
      return { high: text(), last: text(), low: text(), open: text(), volume: text(), vol: text() }
    case 17:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), volume: text(), vol: text() }
    case 18:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text(), vol: text() }
    case 19:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text(), vol: text() }
    case 20:
      return { high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), vol: text() }
    case 21:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), vol: text() }
    case 22:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), vol: text() }
    case 23:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), vol: text() }
    case 24:
      return { high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text(), vol: text() }
    case 25:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text(), vol: text() }
    case 26:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text(), vol: text() }
    case 27:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), volume: text(), amount: text(), vol: text() }
    case 28:
      return { high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text(), vol: text() }
    case 29:
      return { at: integer(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text(), vol: text() }
    case 30:
      return { avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text(), vol: text() }
    default:
      return { at: integer(), avg_price: text(), high: text(), last: text(), low: text(), open: text(), price_change_percent: text(), volume: text(), amount: text(), vol: text() }
  }
}

function readTicker() {
  return { at: integer(), ticker: readTickerValues() }
}

function readMarket() {
  switch (code()) {
    case 0:
      return { id: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 1:
      return { id: text(), symbol: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 2:
      return { id: text(), name: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 3:
      return { id: text(), symbol: text(), name: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 4:
      return { id: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 5:
      return { id: text(), symbol: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 6:
      return { id: text(), name: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 7:
      return { id: text(), symbol: text(), name: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer() }
    case 8:
      return { id: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    case 9:
      return { id: text(), symbol: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    case 10:
      return { id: text(), name: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    case 11:
      return { id: text(), symbol: text(), name: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    case 12:
      return { id: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    case 13:
      return { id: text(), symbol: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    case 14:
      return { id: text(), name: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
    default:
      return { id: text(), symbol: text(), name: text(), type: text(), base_unit: text(), quote_unit: text(), min_price: text(), max_price: text(), min_amount: text(), amount_precision: integer(), price_precision: integer(), state: text() }
  }
}

function readDepth() {
  return { timestamp: integer(), asks: list(() => [text(), text()]), bids: list(() => [text(), text()]) }
}

function readPublicTrade() {
  switch (code()) {
    case 0:
      return { id: integer(), price: text(), amount: text(), total: text(), created_at: integer() }
    case 1:
      return { id: integer(), price: text(), amount: text(), total: text(), market: text(), created_at: integer() }
    case 2:
      return { id: integer(), price: text(), amount: text(), total: text(), created_at: integer(), taker_type: text() }
    default:
      return { id: integer(), price: text(), amount: text(), total: text(), market: text(), created_at: integer(), taker_type: text() }
  }
}

function readTrade() {
  const present = digits(2)
  const value = {}
  value.id = integer()
  value.price = text()
  value.amount = text()
  value.total = text()
  if (present & 1) value.fee_currency = text()
  if (present & 2) value.fee = text()
  if (present & 4) value.fee_amount = text()
  if (present & 8) value.market = text()
  if (present & 16) value.market_type = text()
  if (present & 32) value.created_at = text()
  if (present & 64) value.taker_type = text()
  if (present & 128) value.side = text()
  if (present & 256) value.order_id = integer()
  return value
}

function readOrder() {
  const present = digits(2)
  const value = {}
  value.id = integer()
  if (present & 1) value.uuid = text()
  value.side = text()
  if (present & 2) value.ord_type = text()
  if (present & 4) value.price = text()
  if (present & 8) value.avg_price = text()
  if (present & 16) value.state = text()
  value.market = text()
  if (present & 32) value.market_type = text()
  if (present & 64) value.created_at = text()
  if (present & 128) value.updated_at = text()
  value.origin_volume = text()
  value.remaining_volume = text()
  if (present & 256) value.executed_volume = text()
  if (present & 512) value.maker_fee = text()
  if (present & 1024) value.taker_fee = text()
  if (present & 2048) value.trades_count = integer()
  if (present & 4096) value.trades = list(readTrade)
  return value
}

function readOrderBook() {
  return { asks: list(readOrder), bids: list(readOrder) }
}

function readTradingFee() {
  switch (code()) {
    case 0:
      return { id: integer(), maker: text(), taker: text() }
    case 1:
      return { id: integer(), group: text(), maker: text(), taker: text() }
    case 2:
      return { id: integer(), market_id: text(), maker: text(), taker: text() }
    case 3:
      return { id: integer(), group: text(), market_id: text(), maker: text(), taker: text() }
    case 4:
      return { id: integer(), market_type: text(), maker: text(), taker: text() }
    case 5:
      return { id: integer(), group: text(), market_type: text(), maker: text(), taker: text() }
    case 6:
      return { id: integer(), market_id: text(), market_type: text(), maker: text(), taker: text() }
    case 7:
      return { id: integer(), group: text(), market_id: text(), market_type: text(), maker: text(), taker: text() }
    case 8:
      return { id: integer(), maker: text(), taker: text(), created_at: text() }
    case 9:
      return { id: integer(), group: text(), maker: text(), taker: text(), created_at: text() }
    case 10:
      return { id: integer(), market_id: text(), maker: text(), taker: text(), created_at: text() }
    case 11:
      return { id: integer(), group: text(), market_id: text(), maker: text(), taker: text(), created_at: text() }
    case 12:
      return { id: integer(), market_type: text(), maker: text(), taker: text(), created_at: text() }
    case 13:
      return { id: integer(), group: text(), market_type: text(), maker: text(), taker: text(), created_at: text() }
    case 14:
      return { id: integer(), market_id: text(), market_type: text(), maker: text(), taker: text(), created_at: text() }
    case 15:
      return { id: integer(), group: text(), market_id: text(), market_type: text(), maker: text(), taker: text(), created_at: text() }
    case 16:
      return { id: integer(), maker: text(), taker: text(), updated_at: text() }
    case 17:
      return { id: integer(), group: text(), maker: text(), taker: text(), updated_at: text() }
    case 18:
      return { id: integer(), market_id: text(), maker: text(), taker: text(), updated_at: text() }
    case 19:
      return { id: integer(), group: text(), market_id: text(), maker: text(), taker: text(), updated_at: text() }
    case 20:
      return { id: integer(), market_type: text(), maker: text(), taker: text(), updated_at: text() }
    case 21:
      return { id: integer(), group: text(), market_type: text(), maker: text(), taker: text(), updated_at: text() }
    case 22:
      return { id: integer(), market_id: text(), market_type: text(), maker: text(), taker: text(), updated_at: text() }
    case 23:
      return { id: integer(), group: text(), market_id: text(), market_type: text(), maker: text(), taker: text(), updated_at: text() }
    case 24:
      return { id: integer(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    case 25:
      return { id: integer(), group: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    case 26:
      return { id: integer(), market_id: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    case 27:
      return { id: integer(), group: text(), market_id: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    case 28:
      return { id: integer(), market_type: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    case 29:
      return { id: integer(), group: text(), market_type: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    case 30:
      return { id: integer(), market_id: text(), market_type: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
    default:
      return { id: integer(), group: text(), market_id: text(), market_type: text(), maker: text(), taker: text(), created_at: text(), updated_at: text() }
  }
}

function readWithdrawLimit() {
  switch (code()) {
    case 0:
      return { id: integer(), limit_24_hour: text(), limit_1_month: text() }
    case 1:
      return { id: integer(), group: text(), limit_24_hour: text(), limit_1_month: text() }
    case 2:
      return { id: integer(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text() }
    case 3:
      return { id: integer(), group: text(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text() }
    case 4:
      return { id: integer(), limit_24_hour: text(), limit_1_month: text(), created_at: text() }
    case 5:
      return { id: integer(), group: text(), limit_24_hour: text(), limit_1_month: text(), created_at: text() }
    case 6:
      return { id: integer(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text(), created_at: text() }
    case 7:
      return { id: integer(), group: text(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text(), created_at: text() }
    case 8:
      return { id: integer(), limit_24_hour: text(), limit_1_month: text(), updated_at: text() }
    case 9:
      return { id: integer(), group: text(), limit_24_hour: text(), limit_1_month: text(), updated_at: text() }
    case 10:
      return { id: integer(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text(), updated_at: text() }
    case 11:
      return { id: integer(), group: text(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text(), updated_at: text() }
    case 12:
      return { id: integer(), limit_24_hour: text(), limit_1_month: text(), created_at: text(), updated_at: text() }
    case 13:
      return { id: integer(), group: text(), limit_24_hour: text(), limit_1_month: text(), created_at: text(), updated_at: text() }
    case 14:
      return { id: integer(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text(), created_at: text(), updated_at: text() }
    default:
      return { id: integer(), group: text(), kyc_level: text(), limit_24_hour: text(), limit_1_month: text(), created_at: text(), updated_at: text() }
  }
}

function readPaymentAddress() {
  switch (code()) {
    case 0:
      return {}
    case 1:
      return { currencies: list(text) }
    case 2:
      return { blockchain_key: text() }
    case 3:
      return { currencies: list(text), blockchain_key: text() }
    case 4:
      return { address: text() }
    case 5:
      return { currencies: list(text), address: text() }
    case 6:
      return { blockchain_key: text(), address: text() }
    case 7:
      return { currencies: list(text), blockchain_key: text(), address: text() }
    case 8:
      return { state: text() }
    case 9:
      return { currencies: list(text), state: text() }
    case 10:
      return { blockchain_key: text(), state: text() }
    case 11:
      return { currencies: list(text), blockchain_key: text(), state: text() }
    case 12:
      return { address: text(), state: text() }
    case 13:
      return { currencies: list(text), address: text(), state: text() }
    case 14:
      return { blockchain_key: text(), address: text(), state: text() }
    default:
      return { currencies: list(text), blockchain_key: text(), address: text(), state: text() }
  }
}

function readBalance() {
  switch (code()) {
    case 0:
      return { currency: text(), balance: text(), locked: text() }
    case 1:
      return { currency: text(), balance: text(), locked: text(), account_type: text() }
    case 2:
      return { currency: text(), balance: text(), locked: text(), deposit_address: code() === 0 ? null : readPaymentAddress() }
    case 3:
      return { currency: text(), balance: text(), locked: text(), account_type: text(), deposit_address: code() === 0 ? null : readPaymentAddress() }
    case 4:
      return { currency: text(), balance: text(), locked: text(), deposit_addresses: list(readPaymentAddress) }
    case 5:
      return { currency: text(), balance: text(), locked: text(), account_type: text(), deposit_addresses: list(readPaymentAddress) }
    case 6:
      return { currency: text(), balance: text(), locked: text(), deposit_address: code() === 0 ? null : readPaymentAddress(), deposit_addresses: list(readPaymentAddress) }
    default:
      return { currency: text(), balance: text(), locked: text(), account_type: text(), deposit_address: code() === 0 ? null : readPaymentAddress(), deposit_addresses: list(readPaymentAddress) }
  }
}

function readInternalTransfer() {
  const present = digits(1)
  const value = {}
  value.currency = text()
  if (present & 1) value.sender_username = text()
  if (present & 2) value.receiver_username = text()
  if (present & 4) value.sender_uid = text()
  if (present & 8) value.receiver_uid = text()
  if (present & 16) value.direction = text()
  value.amount = text()
  if (present & 32) value.status = text()
  if (present & 64) value.created_at = text()
  if (present & 128) value.updated_at = text()
  return value
}

function readPnl() {
  switch (code()) {
    case 0:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text() }
    case 1:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text() }
    case 2:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_sell_price: text() }
    case 3:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), average_sell_price: text() }
    case 4:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_balance_price: text() }
    case 5:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), average_balance_price: text() }
    case 6:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_sell_price: text(), average_balance_price: text() }
    case 7:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), average_sell_price: text(), average_balance_price: text() }
    case 8:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), total_balance_value: text() }
    case 9:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), total_balance_value: text() }
    case 10:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_sell_price: text(), total_balance_value: text() }
    case 11:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), average_sell_price: text(), total_balance_value: text() }
    case 12:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_balance_price: text(), total_balance_value: text() }
    case 13:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), average_balance_price: text(), total_balance_value: text() }
    case 14:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_sell_price: text(), average_balance_price: text(), total_balance_value: text() }
    default:
      return { currency: text(), pnl_currency: text(), total_credit: text(), total_debit: text(), total_credit_value: text(), total_debit_value: text(), average_buy_price: text(), average_sell_price: text(), average_balance_price: text(), total_balance_value: text() }
  }
}

function readCmcSummary() {
  const present = digits(2)
  const value = {}
  value.trading_pairs = text()
  if (present & 1) value.base_currency = text()
  if (present & 2) value.quote_currency = text()
  value.last_price = text()
  if (present & 4) value.lowest_ask = text()
  if (present & 8) value.highest_bid = text()
  if (present & 16) value.base_volume = text()
  if (present & 32) value.quote_volume = text()
  if (present & 64) value.price_change_percent_24h = text()
  if (present & 128) value.highest_price_24h = text()
  if (present & 256) value.lowest_price_24h = text()
  return value
}

function readCmcTicker() {
  switch (code()) {
    case 0:
      return { last_price: text(), base_volume: text(), quote_volume: text() }
    case 1:
      return { base_id: integer(), last_price: text(), base_volume: text(), quote_volume: text() }
    case 2:
      return { quote_id: integer(), last_price: text(), base_volume: text(), quote_volume: text() }
    case 3:
      return { base_id: integer(), quote_id: integer(), last_price: text(), base_volume: text(), quote_volume: text() }
    case 4:
      return { last_price: text(), base_volume: text(), quote_volume: text(), isFrozen: integer() }
    case 5:
      return { base_id: integer(), last_price: text(), base_volume: text(), quote_volume: text(), isFrozen: integer() }
    case 6:
      return { quote_id: integer(), last_price: text(), base_volume: text(), quote_volume: text(), isFrozen: integer() }
    default:
      return { base_id: integer(), quote_id: integer(), last_price: text(), base_volume: text(), quote_volume: text(), isFrozen: integer() }
  }
}

function readCmcOrderBook() {
  return { timestamp: integer(), asks: list(() => [text(), text()]), bids: list(() => [text(), text()]) }
}

function readCmcTrade() {
  switch (code()) {
    case 0:
      return { trade_id: integer(), price: text(), base_volume: text(), quote_volume: text() }
    case 1:
      return { trade_id: integer(), price: text(), base_volume: text(), quote_volume: text(), timestamp: integer() }
    case 2:
      return { trade_id: integer(), price: text(), base_volume: text(), quote_volume: text(), type: text() }
    default:
      return { trade_id: integer(), price: text(), base_volume: text(), quote_volume: text(), timestamp: integer(), type: text() }
  }
}

function readCmcAsset() {
  switch (code()) {
    case 0:
      return {}
    case 1:
      return { name: text() }
    case 2:
      return { unified_cryptoasset_id: integer() }
    default:
      return { name: text(), unified_cryptoasset_id: integer() }
  }
}

function readGeckoTicker() {
  const present = digits(1)
  const value = {}
  value.ticker_id = text()
  if (present & 1) value.base_currency = text()
  if (present & 2) value.target_currency = text()
  value.last_price = text()
  if (present & 4) value.base_volume = text()
  if (present & 8) value.target_volume = text()
  if (present & 16) value.bid = text()
  if (present & 32) value.ask = text()
  if (present & 64) value.high = text()
  if (present & 128) value.low = text()
  return value
}

function readGeckoPair() {
  switch (code()) {
    case 0:
      return { ticker_id: text() }
    case 1:
      return { ticker_id: text(), base: text() }
    case 2:
      return { ticker_id: text(), target: text() }
    default:
      return { ticker_id: text(), base: text(), target: text() }
  }
}

function readGeckoOrderBook() {
  switch (code()) {
    case 0:
      return { timestamp: integer(), asks: list(() => [text(), text()]), bids: list(() => [text(), text()]) }
    default:
      return { ticker_id: text(), timestamp: integer(), asks: list(() => [text(), text()]), bids: list(() => [text(), text()]) }
  }
}

function readGeckoTrade() {
  switch (code()) {
    case 0:
      return { trade_id: integer(), price: text(), base_volume: text(), target_volume: text() }
    case 1:
      return { trade_id: integer(), price: text(), base_volume: text(), target_volume: text(), trade_timestamp: integer() }
    case 2:
      return { trade_id: integer(), price: text(), base_volume: text(), target_volume: text(), type: text() }
    default:
      return { trade_id: integer(), price: text(), base_volume: text(), target_volume: text(), trade_timestamp: integer(), type: text() }
  }
}

function readGeckoHistoricalTrades() {
  switch (code()) {
    case 0:
      return {}
    case 1:
      return { buy: list(readGeckoTrade) }
    case 2:
      return { sell: list(readGeckoTrade) }
    default:
      return { buy: list(readGeckoTrade), sell: list(readGeckoTrade) }
  }
}

module.exports = [
  (strings) => entries(strings, readTicker), // getTickers
  undefined, // getTicker
  (strings) => rows(strings, readMarket), // getMarkets
  (strings) => single(strings, readDepth), // getDepth
  (strings) => rows(strings, readPublicTrade), // getTrades
  (strings) => rows(strings, () => [integer(), text(), text(), text(), text(), text()]), // getKLine
  (strings) => single(strings, readOrderBook), // getOrderBook
  undefined, // getCurrencies
  undefined, // getCurrency
  (strings) => rows(strings, readTradingFee), // getTradingFees
  (strings) => rows(strings, readWithdrawLimit), // getWithdrawLimits
  undefined, // getMemberLevels
  undefined, // getConfig
  undefined, // getTimestamp
  undefined, // getVersion
  undefined, // getReadiness
  undefined, // getLiveness
  (strings) => rows(strings, readBalance), // getBalances
  (strings) => single(strings, readBalance), // getBalance
  undefined, // getDeposits
  undefined, // getDeposit
  (strings) => single(strings, readPaymentAddress), // getDepositAddress
  undefined, // getWithdraws
  undefined, // getWithdrawSums
  undefined, // createWithdraw
  undefined, // getTransactions
  (strings) => rows(strings, readInternalTransfer), // getInternalTransfers
  undefined, // createInternalTransfer
  undefined, // getBeneficiaries
  undefined, // getBeneficiary
  undefined, // createBeneficiary
  undefined, // activateBeneficiary
  undefined, // resendBeneficiaryPin
  undefined, // updateBeneficiary
  undefined, // deleteBeneficiary
  (strings) => rows(strings, readPnl), // getPnl
  undefined, // getMe
  undefined, // setBeneficiariesWhitelisting
  (strings) => rows(strings, readOrder), // getOrders
  (strings) => single(strings, readOrder), // getOrder
  (strings) => single(strings, readOrder), // createOrder
  (strings) => single(strings, readOrder), // cancelOrder
  (strings) => rows(strings, readOrder), // cancelOrders
  (strings) => rows(strings, readTrade), // getMyTrades
  (strings) => rows(strings, readCmcSummary), // getCmcSummary
  (strings) => entries(strings, readCmcTicker), // getCmcTicker
  (strings) => single(strings, readCmcOrderBook), // getCmcOrderBook
  (strings) => rows(strings, readCmcTrade), // getCmcTrades
  (strings) => entries(strings, readCmcAsset), // getCmcAssets
  (strings) => rows(strings, readGeckoTicker), // getGeckoTickers
  (strings) => rows(strings, readGeckoPair), // getGeckoPairs
  (strings) => single(strings, readGeckoOrderBook), // getGeckoOrderBook
  (strings) => single(strings, readGeckoHistoricalTrades), // getGeckoHistoricalTrades
]
