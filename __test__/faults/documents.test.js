'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/json/index.js'))
