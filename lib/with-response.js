/** Gives the promise of a call its method `withResponse()`. `answer.head` is there when the call has succeeded. */
function withResponse(promise, answer) {
  const both = async () => {
    const data = await promise
    const { status, statusText, headers } = JSON.parse(answer.head)
    return { data, response: { status, statusText, headers } }
  }
  return Object.defineProperty(promise, 'withResponse', { value: both })
}

module.exports = { withResponse }
