'use strict'

require('./faults/group.js').testGroup(require.resolve('./faults/e-coding.js'))
