const { createAdapter } = require('./adapter.js')

// axios as `require` finds it; index.mjs takes it as `import` does, which is another copy with other classes.
module.exports = createAdapter(load())

function load() {
  try {
    return require('axios')
  } catch (cause) {
    if (cause.code !== 'MODULE_NOT_FOUND') throw cause
    throw new Error('coinport/axios is an adapter for axios, which is not installed: `npm install axios`', { cause })
  }
}
