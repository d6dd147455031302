const { execFileSync, spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { thisTarget } = require('../../lib/native/platform.js')
const { ROOT } = require('./script.js')

/** Makes a package as a tarball in the folder `output`; returns its path. The arguments are those of scripts/pack.js. */
function pack(output, ...args) {
  const script = path.join(ROOT, 'scripts/pack.js')
  const printed = execFileSync(process.execPath, [script, '--output', output, ...args], { encoding: 'utf8', cwd: ROOT })
  return path.resolve(ROOT, printed.trim())
}

/** Makes the two packages of this platform, with the addon as it was built last. */
const packLocal = (output) => [pack(output, 'main'), pack(output, thisTarget(), path.join(ROOT, 'coinport.node'))]

/** Runs a command in a folder. Fails if the command does; returns what it printed. */
async function run(folder, command, args, { env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && command === 'npm',
  })
  const texts = { stdout: '', stderr: '' }
  for (const name of Object.keys(texts)) child[name].setEncoding('utf8').on('data', (text) => (texts[name] += text))
  const [code, signal] = await once(child, 'close')
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${texts.stdout}${texts.stderr}`)
  return texts
}

module.exports = { pack, packLocal, run }
