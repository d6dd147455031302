'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/http1-framing.js'))
