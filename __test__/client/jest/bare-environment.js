const { TestEnvironment } = require('jest-environment-node')

/** As jest's environments that stand for a browser: without the timers that only Node has. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup()
    delete this.global.setImmediate
    delete this.global.clearImmediate
  }
}
