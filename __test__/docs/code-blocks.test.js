const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs')
const { once } = require('node:events')
const path = require('node:path')
const { after, before, test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { ROOT, cleanEnvironment } = require('../support/script.js')

const read = (name) => readFileSync(path.join(ROOT, name), 'utf8')

/** The expected output of each code block, by document. */
const DOCUMENTS = {
  'README.md': [
    /^\d+\.\d+\naud /,
    /^57 200 application\/json\n$/,
    /^pending\n$/,
    /^57\n$/,
    /^(20\d\d-\S+ \d+\.\d+\n)+$/,
    /^$/,
  ],
  'docs/getting-started.md': [
    /^\d+\.\d+ [+-]\d+\.\d\d%\n$/,
    /^89 markets\n$/,
    /^aud \d+\.\d+ \d+\.\d+\n/,
    /^57\n$/,
    /^\d+\.\d\d true\n$/,
    /^\d+\n$/,
    /^1\d 5 true\n$/,
    /^true\n$/,
    /^\d+\n$/,
    /^89\n$/,
    /^true\n\[ 'btc' \]\n$/,
  ],
  'docs/writing.md': [/^\[\]\npending cancel\n$/, /^ECONNRESET done wait\n$/, /^pending\n$/],
  'docs/errors.md': [/^$/, /^$/, /^\[ 400, \{ error: 'market must be as the exchange writes it: btcaud' \} \]\n$/],
  'docs/reliability.md': [/^$/, /^$/],
  'docs/sandbox.md': [/^0\.5 3\n$/, /^pending wait\n0\.1\n$/, /^50 1000\n1012\n$/, /^unknown 1\n$/, /^$/, /^$/],
  'docs/observability.md': [/^coinport getTickers took \d+ ms \{/, /^GET public\/markets\/tickers 200 1 true\n$/],
}
/** Documents whose code blocks have tests elsewhere. */
const ELSEWHERE = {
  'docs/axios.md': '__test__/axios/published-snippet.test.js',
  'docs/installing.md': '__test__/package/bundlers.test.js',
  'docs/performance.md': 'the last test of this file',
}

const codeBlocks = (document) => [...read(document).matchAll(/```(js|mjs|ts)\n([\s\S]+?)```/g)]

const documents = () =>
  ['.', 'docs', 'examples'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.posix.join(folder, name)),
  )

test('the code blocks of every document are run', () => {
  const withCode = documents().filter((document) => codeBlocks(document).length > 0)
  assert.deepEqual(withCode.sort(), [...Object.keys(DOCUMENTS), ...Object.keys(ELSEWHERE)].sort())
})

test('JavaScript and TypeScript are marked as js, mjs or ts, so that this test finds them', () => {
  const otherNames = /^ *```(javascript|typescript|node|[cm]ts|cjs|[jt]sx)$/m
  assert.deepEqual(
    documents().filter((document) => otherNames.test(read(document))),
    [],
  )
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

/** Compiles TypeScript with the strictest settings, against the types of this package. Fails with what tsc prints. */
function compile(files) {
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  const target = ['--module', 'nodenext', '--target', 'es2022', '--types', 'node']
  const output = ['--rootDir', '.', '--outDir', path.join(folder, 'compiled')]
  const args = [tsc, ...strict, ...target, ...output, ...files]
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  assert.equal(status, 0, stdout)
}

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
        compile([file])
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
  const declared = [...read('index.d.ts').matchAll(/declare class (\w+Error) extends \w+ \{([\s\S]*?)\n?\}/g)]
  assert.equal(declared.length, 12)
  const [common, ...classes] = read('docs/errors.md').split(/\n### /)
  for (const [, name, body] of declared) {
    const title = name === 'BaseError' ? 'CoinPortError' : name
    const section = classes.find((part) => part.startsWith(`\`${title}\``))
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
