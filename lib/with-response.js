/** What a response says about its page of a list (src/client/execute/pages.rs). */
const pages = new WeakMap()

/** Adds the method `withResponse()` to the promise of a call. `received.response` is JSON text once the call has succeeded. */
function withResponse(promise, received) {
  const both = async () => {
    const data = await promise
    const { status, statusText, headers, page } = JSON.parse(received.response)
    const response = { status, statusText, headers }
    if (page) {
      if (page.hasMore !== undefined) response.hasMore = page.hasMore
      pages.set(response, page)
    }
    return { data, response }
  }
  return Object.defineProperty(promise, 'withResponse', { value: both })
}

/** `{ hasMore, size, total }` of a page, or `{ mismatch }`, which says what is wrong with its headers. */
const pageOf = (response) => pages.get(response)

module.exports = { withResponse, pageOf }
