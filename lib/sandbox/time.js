/** Formats milliseconds as the exchange does: whole seconds, with an offset such as `+10:00`. */
function writeTime(milliseconds, offset) {
  if (milliseconds === null) return null
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [null, '+', '0', '0']
  const shift = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return new Date(milliseconds + shift).toISOString().replace(/\.\d+Z$/, offset)
}

const seconds = (milliseconds) => Math.floor(milliseconds / 1000)

module.exports = { writeTime, seconds }
