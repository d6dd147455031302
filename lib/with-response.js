/** What the addon says of the pages that answers are: see src/client/pages.rs. */
const pages = new WeakMap()

/** Gives the promise of a call its method `withResponse()`. `answer.head` is there when the call has succeeded. */
function withResponse(promise, answer) {
  const both = async () => {
    const data = await promise
    const { status, statusText, headers, page } = JSON.parse(answer.head)
    const response = { status, statusText, headers }
    if (page) {
      if (page.hasMore !== undefined) response.hasMore = page.hasMore
      pages.set(response, page)
    }
    return { data, response }
  }
  return Object.defineProperty(promise, 'withResponse', { value: both })
}

/** `{ hasMore, size, total }` of a page, or `{ refused }`: what is wrong with its headers. */
const pageOf = (response) => pages.get(response)

module.exports = { withResponse, pageOf }
