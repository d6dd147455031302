/** Gives the promise of a call its method `withResponse()`. `answer.head` is there when the call has succeeded. */
function withResponse(promise, answer) {
  const both = async () => ({ data: await promise, response: JSON.parse(answer.head) })
  return Object.defineProperty(promise, 'withResponse', { value: both })
}

module.exports = { withResponse }
