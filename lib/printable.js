// Text from a server may be hostile: on a terminal it must not move the cursor, start a line of its own or disguise itself.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Replaces control and invisible characters. */
function printable(text) {
  return String(text).replace(HIDDEN, '\ufffd')
}

module.exports = { printable }
