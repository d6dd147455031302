'use strict'

// A process of its own that makes one call and ends.

require('coinport')
  .getTickers()
  .then(
    () => process.exit(0),
    () => process.exit(1),
  )
