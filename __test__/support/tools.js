const { spawnSync } = require('node:child_process')

/**
 * The `skip` of a test that needs tools: false if they are installed. With REQUIRE_ALL a missing tool is a failure. In Debian,
 * each is in the package of its name.
 */
function notRunWithout(...tools) {
  const missing = tools.filter((tool) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error)
  if (missing.length === 0) return false
  return notRun(missing.map((tool) => `${tool} is missing (apt-get install ${tool})`).join(', '))
}

/** The `skip` of a test that cannot run here. With REQUIRE_ALL that is a failure. */
function notRun(why) {
  const reason = `not run: ${why}`
  if (process.env.REQUIRE_ALL) throw new Error(reason)
  return reason
}

/** The `skip` of a test that reads /proc. */
const notRunOffLinux = () => process.platform !== 'linux' && notRun('it reads /proc, which Linux has')

/** The `skip` of a test that sends signals or runs a shell. */
const notRunOnWindows = () =>
  process.platform === 'win32' && notRun('it needs signals and a shell, which Windows lacks')

module.exports = { notRun, notRunOffLinux, notRunOnWindows, notRunWithout }
