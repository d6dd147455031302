'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/g-status.js'))
