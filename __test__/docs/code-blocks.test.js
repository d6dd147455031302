const assert = require('node:assert/strict')
const { execFileSync, spawn } = require('node:child_process')
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs')
const { once } = require('node:events')
const path = require('node:path')
const { after, before, test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { ROOT, cleanEnvironment } = require('../support/script.js')

const read = (name) => readFileSync(path.join(ROOT, name), 'utf8')

/** The expected output of each code block, by document. */
const DOCUMENTS = {
  'README.md': [/^\d+\.\d+\naud /, /^57 200 application\/json\n$/, /^57\n$/, /^(20\d\d-\S+ \d+\.\d+\n)+$/, /^$/],
  'docs/getting-started.md': [
    /^\d+\.\d+ [+-]\d+\.\d\d%\n$/,
    /^89 markets\n$/,
    /^aud \d+\.\d+ \d+\.\d+\n/,
    /^57\n$/,
    /^\d+\n$/,
    /^true\n$/,
    /^\d+\n$/,
    /^89\n$/,
  ],
  'docs/writing.md': [/^ECONNRESET done wait\n$/, /^pending\n$/],
  'docs/errors.md': [/^$/],
  'docs/reliability.md': [/^$/, /^$/],
  'docs/sandbox.md': [/^0\.5 3\n$/, /^pending wait\n0\.1\n$/, /^unknown 1\n$/, /^$/, /^$/],
  'docs/observability.md': [/^coinport getTickers took \d+ ms \{/, /^GET public\/markets\/tickers 200 1 true\n$/],
}
/** Documents whose code blocks have tests elsewhere. */
const ELSEWHERE = {
  'docs/axios.md': '__test__/axios/published-snippet.test.js',
  'docs/performance.md': 'the last test of this file',
}

const codeBlocks = (document) => [...read(document).matchAll(/```(js|mjs|ts)\n([\s\S]+?)```/g)]

test('the code blocks of every document are run', () => {
  const folders = ['.', 'docs', 'examples']
  const documents = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.posix.join(folder, name)),
  )
  const withCode = documents.filter((document) => codeBlocks(document).length > 0)
  assert.deepEqual(withCode.sort(), [...Object.keys(DOCUMENTS), ...Object.keys(ELSEWHERE)].sort())
})

// Inside the repository, so that `coinport` is found. Each block gets a file of its own, as a reader would do it.
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
  const blocks = codeBlocks(document)
  test(`every code block of ${document} has an expected output`, () => assert.equal(blocks.length, outputs.length))

  for (const [index, [, language, code]] of blocks.entries()) {
    test(`code block ${index + 1} of ${document} runs`, async () => {
      const name = path.join(folder, `${path.basename(document)}-${index}`)
      let file = `${name}.${language === 'js' ? 'cjs' : language}`
      writeFileSync(file, code)
      if (language === 'ts') {
        // The strictest settings; the types are those of this package.
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

test('docs/errors.md lists exactly the network codes of the source', () => {
  const documented = codes(read('docs/errors.md').split('### `NetworkError`')[1].split('### ')[0])
  const folder = 'src/client/transport'
  const files = readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`)
  const source = ['src/error/system.rs', ...files].map((file) => read(file).split('#[cfg(test)]')[0])
  const known = [...source.join('\n').matchAll(/"([A-Z][A-Z_]{3,})"/g)].map(([, code]) => code)
  const variables = ['NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'ALL_PROXY']
  const each = (found) => [...new Set(found)].filter((code) => !variables.includes(code)).sort()
  assert.deepEqual(each(documented), each(known))
})

test('docs/errors.md describes every field of every class', () => {
  const declared = [...read('index.d.ts').matchAll(/export declare class (\w+Error) extends \w+ \{([\s\S]*?)\n?\}/g)]
  assert.equal(declared.length, 10)
  const [common, ...classes] = read('docs/errors.md').split(/\n### /)
  for (const [, name, body] of declared) {
    const section = classes.find((part) => part.startsWith(`\`${name}\``))
    assert.ok(section, name)
    for (const [, field] of body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)) {
      if (['isAxiosError', '__CANCEL__'].includes(field)) continue
      assert.ok(common.includes(`\`${field}\``) || section.includes(`\`${field}\``), `${name}.${field}`)
    }
  }
})

test('docs/performance.md shows a function that is generated', () => {
  const [[, , shown]] = codeBlocks('docs/performance.md')
  assert.ok(read('lib/generated/builders.js').includes(shown))
})
