// `node scripts/check-layers.js` prints the imports between the files of src and lib, level by level. It fails if files
// import each other in a circle, or if an import goes in a direction that is not allowed. Tests are left out.

const path = require('node:path')
const { circles, edges, grouped, levels } = require('./layers/graph.js')
const { javascriptImports } = require('./layers/javascript.js')
const { rustImports } = require('./layers/rust.js')

const ROOT = path.join(__dirname, '..')
const CLIENT = path.join('src', 'client')

/** What each part of src may import. */
const PARTS = {
  error: [],
  schema: ['error'],
  api: ['schema', 'error'],
  client: ['schema', 'error'],
  bindings: ['api', 'client', 'schema', 'error'],
}

/** What each part of src/client may import. */
const CLIENT_PARTS = {
  blocking: [],
  config: [],
  decode: [],
  journal: [],
  request: ['config'],
  admission: ['config'],
  transport: ['config', 'blocking'],
  response: ['config', 'blocking', 'decode'],
  execute: ['config', 'blocking', 'decode', 'request', 'admission', 'transport', 'response'],
  mod: ['config', 'blocking', 'decode', 'journal', 'request', 'admission', 'transport', 'response', 'execute'],
}

/** The part of a folder that a file is in: a folder or file name, or undefined for a file outside. */
const partOf = (folder) => (file) => {
  const relative = path.relative(folder, file)
  return relative.startsWith('..') ? undefined : path.parse(relative.split(path.sep)[0]).name
}

function print(title, graph) {
  const [order, found] = [levels(graph), circles(graph)]
  console.log(
    `\n${title}: ${graph.size} modules, ${edges(graph).length} imports, ${order.length} levels, ${found.length} circles`,
  )
  for (const [level, nodes] of order.entries()) console.log(`  ${level}: ${nodes.sort().join(', ')}`)
}

const circleProblems = (graph) => circles(graph).map((files) => `circle: ${files.join(', ')}`)

/** The imports between parts that are not in `allowed`. */
function directionProblems(graph, folder, allowed) {
  const part = partOf(folder)
  return edges(graph).flatMap(([from, to]) => {
    const [importer, imported] = [part(from), part(to)]
    const outside = importer === undefined || imported === undefined || importer === imported
    return outside || allowed[importer]?.includes(imported) ? [] : [`not allowed: ${from} imports ${to}`]
  })
}

function main() {
  const rust = rustImports(ROOT)
  const javascript = javascriptImports(ROOT, 'lib')
  const within = (folder) => (file) => (path.relative(folder, file).startsWith('..') ? undefined : file)
  const source = grouped(rust, (file) => (file === path.join('src', 'lib.rs') ? undefined : file))

  print('src', grouped(source, partOf('src')))
  print('src/client, parts', grouped(source, partOf(CLIENT)))
  print('src/client, files', grouped(source, within(CLIENT)))
  print('lib, files', javascript)

  const problems = [
    ...circleProblems(source),
    ...circleProblems(javascript),
    ...directionProblems(source, 'src', PARTS),
    ...directionProblems(source, CLIENT, CLIENT_PARTS),
  ]
  if (problems.length > 0) {
    console.error(`\n${problems.join('\n')}`)
    process.exitCode = 1
  }
}

main()
