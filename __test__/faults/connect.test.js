'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/connect.js'))
