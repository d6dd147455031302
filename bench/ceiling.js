const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { releaseOptions } = require('../scripts/build.js')
const { KEY } = require('./keys.js')
const { spawnText } = require('./processes.js')

const ROOT = path.join(__dirname, '..')

/** Builds the Rust client without JavaScript; returns a function that measures it. */
function buildCeiling() {
  const args = [
    'bench',
    '--locked',
    '--quiet',
    '--no-run',
    '--bench',
    'ceiling',
    '--message-format=json',
    ...releaseOptions(),
  ]
  const { error, status, stdout } = spawnSync('cargo', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error || status !== 0) throw error ?? new Error('cargo could not build the benchmark')
  const built = stdout.split('\n').filter((line) => line.includes('"executable":"'))
  const { executable } = built.map((line) => JSON.parse(line)).find(({ target }) => target.name === 'ceiling')
  return async ({ call, baseUrl, inFlight, warmUp, duration }) =>
    JSON.parse(
      await spawnText(executable, [baseUrl, call, inFlight, warmUp, duration].map(String), { COINPORT_API_KEY: KEY }),
    )
}

module.exports = { buildCeiling }
