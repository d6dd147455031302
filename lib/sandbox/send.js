/** Sends a response, or loses it: nothing at all, the connection closed, or closed within the body. */
function send(request, response, result, loss = {}) {
  if (loss.silent) return
  if (loss.drop) {
    request.socket.destroy()
    return
  }
  const { status, headers, body } = result
  if (loss.cut !== undefined) {
    const bytes = Buffer.from(body)
    response.writeHead(status, { ...headers, 'content-length': bytes.length })
    response.flushHeaders()
    // Never the whole body.
    response.write(bytes.subarray(0, Math.min(loss.cut, bytes.length - 1)), () => request.socket.destroy())
    return
  }
  response.writeHead(status, headers)
  response.end(request.method === 'HEAD' ? undefined : body)
}

module.exports = { send }
