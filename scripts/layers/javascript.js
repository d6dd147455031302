const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')

/** A map from each JavaScript file of a folder to the set of files that it requires, relative to `root`. */
function javascriptImports(root, folder) {
  const files = readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => /\.m?js$/.test(file))
    .map((file) => path.join(folder, file))
  return new Map(
    files.map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8')
      const required = [...text.matchAll(/^(?!\s*(?:\/\/|\*)).*?(?:require\(|\bfrom )'(\.[^']+)'/gm)]
      const targets = required.map(([, target]) => path.join(path.dirname(file), target))
      return [file, new Set(targets.filter((target) => files.includes(target)))]
    }),
  )
}

module.exports = { javascriptImports }
