const { TestEnvironment } = require('jest-environment-node')

/** Like jest's browser environments, which lack the timers that only Node has. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup()
    delete this.global.setImmediate
    delete this.global.clearImmediate
  }
}
