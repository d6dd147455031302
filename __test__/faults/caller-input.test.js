'use strict'

require('./harness/group.js').testGroup(require.resolve('./rows/caller-input.js'))
