'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/b-tls.js'))
