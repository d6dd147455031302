'use strict'

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.1$/

/** Parses the HTTP/1 requests that a client sent. The last one may be incomplete. */
function parseRequests(bytes) {
  const requests = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\r\n\r\n', start)
    if (end < 0) break
    const [line, ...fields] = bytes.toString('latin1', start, end).split('\r\n')
    const [, method, path] = REQUEST_LINE.exec(line) ?? []
    if (!method) break
    const headers = Object.fromEntries(
      fields.map((field) => [
        field.slice(0, field.indexOf(':')).toLowerCase(),
        field.slice(field.indexOf(':') + 1).trim(),
      ]),
    )
    const bodyEnd = end + 4 + Number(headers['content-length'] ?? 0)
    const body = bytes.toString('utf8', end + 4, bodyEnd)
    requests.push({ method, path, headers, body, length: bodyEnd - start, isWhole: bodyEnd <= bytes.length })
    start = bodyEnd
  }
  return requests
}

module.exports = { parseRequests }
