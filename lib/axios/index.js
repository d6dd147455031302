const { createAdapter } = require('./adapter.js')

// The copy of axios that `require` loads. `import` loads another one: see index.mjs.
const adapter = createAdapter(load())

module.exports = Object.assign(adapter, { createAdapter })

function load() {
  try {
    return require('axios')
  } catch (cause) {
    if (cause.code !== 'MODULE_NOT_FOUND' || !cause.message.includes("'axios'")) throw cause
    throw new Error('coinport/axios is an adapter for axios, which is not installed: `npm install axios`', { cause })
  }
}
