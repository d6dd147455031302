'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/f-json.js'))
