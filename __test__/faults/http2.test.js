'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/http2.js'))
