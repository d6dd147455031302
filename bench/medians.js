/** The median of each figure over the samples. */
function medians(samples) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const round = (value) => Number(value.toPrecision(4))
  return Object.fromEntries(
    Object.keys(samples[0]).map((name) => [name, round(middle(samples.map((sample) => sample[name])))]),
  )
}

module.exports = { medians }
