/** Whether a time of a row is not before `since`, in seconds. Without a time it may be. */
function isSince(time, since) {
  return !(Date.parse(time) < since * 1000)
}

module.exports = { isSince }
