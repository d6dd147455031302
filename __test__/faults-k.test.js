'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/k-input.js'))
