'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/h-lists.js'))
