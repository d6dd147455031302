'use strict'

// Made by `npm run generate` from src/api: what builds the objects of packed answers (see packed.js), one literal for
// each set of fields that may be there. The list has the order of the calls.

const { rows, entries, text, integer, boolean, code, digits, list, map } = require('./packed.js')

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

module.exports = [
  (blocks) => entries(blocks, readTicker), // getTickers
  (blocks) => rows(blocks, readBalance), // getBalances
]
