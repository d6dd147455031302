'use strict'

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const PROJECT = __dirname

const RESOLUTIONS = [
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['preserve', 'bundler'],
]

for (const compiler of ['typescript5', 'typescript', 'typescript7']) {
  const { version } = require(`${compiler}/package.json`)
  const tsc = path.join(require.resolve(`${compiler}/package.json`), '..', 'bin', 'tsc')
  for (const [module, resolution] of RESOLUTIONS) {
    test(`the typings compile with TypeScript ${version}, ${resolution}`, () => {
      const args = [tsc, '--project', PROJECT, '--module', module, '--moduleResolution', resolution]
      const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      assert.equal(status, 0, stdout)
    })
  }
}

test('no type is `any`', () => {
  for (const file of ['index.d.ts', 'sandbox.d.ts', 'lib/axios/index.d.ts', 'lib/axios/index.d.mts']) {
    const code = readFileSync(path.join(__dirname, '..', '..', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    assert.doesNotMatch(code, /\bany\b/, file)
  }
})
