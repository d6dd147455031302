'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/writes/index.js'))
