'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/status-and-retry.js'))
