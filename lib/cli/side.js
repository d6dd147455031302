/** The style of `buy` and `sell`. */
function styleOfSide(side) {
  return { buy: 'green', sell: 'red' }[side]
}

module.exports = { styleOfSide }
