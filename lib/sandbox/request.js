const BASE = '/api/v2/peatio/'
const MAX_BODY = 1024 * 1024

/** The path, relative to the base URL if it is below it, and the params. */
function readUrl({ url }) {
  const { pathname, searchParams } = new URL(`http://sandbox${url}`)
  return { path: pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname, searchParams }
}

/** The params by name. A repeated param has a list of its values. */
function readQuery(params) {
  const valuesOf = (name) => {
    const values = params.getAll(name)
    return values.length > 1 ? values : values[0]
  }
  return Object.fromEntries([...params.keys()].map((name) => [name, valuesOf(name)]))
}

async function readBody(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

module.exports = { BASE, readBody, readQuery, readUrl }
