'use strict'

// Made by `npm run generate` from src/api: the version and the fingerprint of the declarations that the generated files were
// made from. The addon must have been built from the same (see addon.js).

module.exports = '0.1.0-fb6fb825a9b5b71b'
