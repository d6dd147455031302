'use strict'

// Made by `npm run generate` from src/api: the version and the fingerprint of the declarations. The addon must have the same
// (see native/addon.js).

module.exports = '0.1.0-89b49c1c2db45cf1'
