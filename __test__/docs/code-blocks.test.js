const assert = require('node:assert/strict')
const { execFileSync, spawn } = require('node:child_process')
const { readdirSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { once } = require('node:events')
const path = require('node:path')
const { after, before, test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { ROOT, cleanEnvironment } = require('../support/script.js')

const read = (name) => readFileSync(path.join(ROOT, 'docs', name), 'utf8')

/** The output of each code block of a document. */
const DOCUMENTS = {
  'getting-started.md': [
    /^\d+\.\d+ [+-]\d+\.\d\d%\n$/,
    /^89 markets\n$/,
    /^aud \d+\.\d+ \d+\.\d+\n/,
    /^57\n$/,
    /^\d+\n$/,
    /^true\n$/,
    /^\d+\n$/,
    /^89\n$/,
  ],
  'errors.md': [/^$/],
  'sandbox.md': [/^http:\/\/127\.0\.0\.1:\d+\/api\/v2\/peatio\n$/, /^$/, /^$/],
  'observability.md': [/^coinport getTickers took \d+ ms \{/, /^GET public\/markets\/tickers 200 1 true\n$/],
}

// Inside the repository, so that `coinport` is found. Each block is its own file.
const folder = path.join(ROOT, 'target', 'docs-test')
let sandbox
before(async () => {
  sandbox = await startSandbox()
  mkdirSync(folder, { recursive: true })
})
after(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(file) {
  const env = { ...cleanEnvironment(), COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey }
  const child = spawn(process.execPath, [file], { env })
  const texts = { stdout: '', stderr: '' }
  for (const name of Object.keys(texts)) child[name].setEncoding('utf8').on('data', (text) => (texts[name] += text))
  const [code] = await once(child, 'close')
  return { code, ...texts }
}

for (const [document, outputs] of Object.entries(DOCUMENTS)) {
  const blocks = [...read(document).matchAll(/```(js|mjs|ts)\n([\s\S]+?)```/g)]
  test(`every code block of ${document} has its expected output here`, () =>
    assert.equal(blocks.length, outputs.length))

  for (const [index, [, language, code]] of blocks.entries()) {
    test(`block ${index + 1} of ${document} runs`, async () => {
      const name = path.join(folder, `${document}-${index}`)
      let file = `${name}.${language === 'js' ? 'cjs' : language}`
      writeFileSync(file, code)
      if (language === 'ts') {
        // The strictest settings, with the types of this package.
        const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
        const options = '--strict --module nodenext --target es2022 --types node --rootDir . --outDir'.split(' ')
        options.push(path.join(folder, 'compiled'))
        execFileSync(process.execPath, [tsc, ...options, file], { cwd: ROOT, stdio: 'pipe' })
        file = path.join(folder, 'compiled', path.relative(ROOT, `${name}.js`))
      }
      const { code: exit, stdout, stderr } = await run(file)
      assert.deepEqual([exit, stderr], [0, ''])
      assert.match(stdout, outputs[index])
    })
  }
}

const codes = (text) => [...text.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, code]) => code)

test('errors.md has exactly the codes of the network', () => {
  const documented = codes(read('errors.md').split('### `NetworkError`')[1].split('### ')[0])
  const transport = path.join(ROOT, 'src/client/transport')
  const files = readdirSync(transport).map((name) => path.join(transport, name))
  const source = [...files, path.join(ROOT, 'src/error/system.rs')].map(
    (file) => readFileSync(file, 'utf8').split('#[cfg(test)]')[0],
  )
  const known = [...source.join('\n').matchAll(/"([A-Z][A-Z_]{3,})"/g)].map(([, code]) => code)
  const variables = ['NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'ALL_PROXY']
  const each = (found) => [...new Set(found)].filter((code) => !variables.includes(code)).sort()
  assert.deepEqual(each(documented), each(known))
})

test('errors.md has every field of every class', () => {
  const typings = readFileSync(path.join(ROOT, 'index.d.ts'), 'utf8')
  const declared = [...typings.matchAll(/export declare class (\w+Error) extends \w+ \{([\s\S]*?)\n?\}/g)]
  assert.equal(declared.length, 10)
  const text = read('errors.md')
  const [common, ...classes] = text.split(/\n### /)
  for (const [, name, body] of declared) {
    const section = classes.find((part) => part.startsWith(`\`${name}\``))
    assert.ok(section, name)
    for (const [, field] of body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)) {
      if (['isAxiosError', '__CANCEL__'].includes(field)) continue
      assert.ok(common.includes(`\`${field}\``) || section.includes(`\`${field}\``), `${name}.${field}`)
    }
  }
})
