'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/a-connect.js'))
