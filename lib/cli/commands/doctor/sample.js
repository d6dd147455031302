const SAMPLES = 5

/** Requests the time repeatedly, one request after the other, until one fails: `{ taken, error? }`. */
async function sample(client) {
  const taken = []
  try {
    while (taken.length < SAMPLES) {
      const [sent, sentAt] = [performance.now(), Date.now()]
      const { response } = await client.getTimestamp({}, { maxRetries: 0 }).withResponse()
      taken.push({ sent, sentAt, received: performance.now(), receivedAt: Date.now(), headers: response.headers })
    }
    return { taken }
  } catch (error) {
    return { taken, error }
  }
}

module.exports = { sample }
