'use strict'

// Makes one call and exits.

require('coinport')
  .getTickers()
  .then(
    () => process.exit(0),
    () => process.exit(1),
  )
