'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/d-http2.js'))
