'use strict'

const CALLS = require('../../lib/generated/endpoints.js')

/** The calls that change something. */
const WRITES = CALLS.filter(({ changes }) => changes)

// Arguments of each call, which the fixtures repeat.

const ORDER = { market: 'btcaud', side: 'buy', volume: '0.01', price: '151000' }
const WITHDRAW = { otp: '123456', currency: 'btc', amount: '0.05', beneficiary_id: 77 }
const TRANSFER = { otp: '123456', currency: 'usdt', amount: '25', username_or_uid: 'ID99AA88BB77' }
const BENEFICIARY = { otp: '123456', currency: 'btc', name: 'Cold wallet', data: { address: 'bc1q' } }
const GOOD = {
  createOrder: [ORDER],
  cancelOrder: [40123],
  cancelOrders: [{ market: 'btcaud' }],
  createWithdraw: [WITHDRAW],
  createInternalTransfer: [TRANSFER],
  createBeneficiary: [BENEFICIARY],
  activateBeneficiary: [78, { pin: '123456' }],
  resendBeneficiaryPin: [78],
  updateBeneficiary: [78, { otp: '123456', state: 'disabled' }],
  deleteBeneficiary: [78, { otp: '123456' }],
  setBeneficiariesWhitelisting: [{ otp: '123456', state: true }],
}

module.exports = { WRITES, ORDER, WITHDRAW, TRANSFER, BENEFICIARY, GOOD }
