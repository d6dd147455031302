'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/c-framing.js'))
