const { format, over, times } = require('../decimal.js')

/** All movements of a currency, outgoing ones negative: `{ amount, value }`, the value in Australian dollars. */
function movements({ account, currencies, orders }, id) {
  const { price } = currencies.get(id)
  const worth = (amount) => ({ amount, value: times(amount, price) })
  const isOf = ({ currency }) => currency.id === id
  const deposits = account.deposits.filter((row) => isOf(row) && row.state !== 'submitted')
  const withdraws = account.withdraws.filter((row) => isOf(row) && row.state === 'succeed')
  return [
    ...deposits.map(({ amount }) => worth(amount)),
    ...withdraws.map(({ amount }) => worth(-amount)),
    ...account.transfers.filter(isOf).map(({ amount, direction }) => worth(direction === 'in' ? amount : -amount)),
    ...orders.trades.flatMap((trade) => tradeMovements(trade, currencies, id)),
  ]
}

function tradeMovements({ market, side, amount, total, feeAmount }, currencies, id) {
  const value = times(total, currencies.get(market.quote).price)
  const [base, quote] = side === 'buy' ? [amount - feeAmount, -total] : [-amount, total - feeAmount]
  const signed = (moved) => ({ amount: moved, value: moved < 0n ? -value : value })
  if (market.base === id) return [signed(base)]
  return market.quote === id ? [signed(quote)] : []
}

/** The incoming and outgoing sums of a currency, converted to another. */
function pnlRow(exchange, id, reckoned) {
  const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0n)
  const moved = movements(exchange, id)
  const [came, went] = [moved.filter(({ amount }) => amount > 0n), moved.filter(({ amount }) => amount < 0n)]
  const [credit, debit] = [sum(came, 'amount'), -sum(went, 'amount')]
  const [creditValue, debitValue] = [sum(came, 'value'), -sum(went, 'value')].map((value) =>
    over(value, reckoned.price),
  )
  const buyPrice = credit === 0n ? null : over(creditValue, credit)
  const sellPrice = debit === 0n ? null : over(debitValue, debit)
  return {
    currency: id,
    pnl_currency: reckoned.id,
    total_credit: format(credit),
    total_debit: format(debit),
    total_credit_value: format(creditValue),
    total_debit_value: format(debitValue),
    average_buy_price: buyPrice === null ? null : format(buyPrice),
    average_sell_price: sellPrice === null ? null : format(sellPrice),
    average_balance_price: format(buyPrice ?? 0n),
    total_balance_value: format(times(credit - debit, buyPrice ?? 0n)),
  }
}

module.exports = { pnlRow }
