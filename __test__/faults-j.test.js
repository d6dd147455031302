'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/j-lifecycle.js'))
