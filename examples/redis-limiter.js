// A limit that several processes share through Redis, as the option `limiter` of a client. Needs `npm install ioredis`.
//
// The limit is a schedule in Redis: each call reserves the next free time and waits for it, with one request to Redis. In
// any time `t`, at most `burst + requests * t / interval` calls pass. If Redis does not respond, each process keeps to its
// share of the limit. While Redis comes or goes, both may be used for a moment, so set `requests` to half of what the
// exchange allows.

const { setTimeout: wait } = require('node:timers/promises')

/** After so many milliseconds without a response of Redis, a process uses its share of the limit. */
const PATIENCE = 50

// Times are microseconds of Redis's clock. `due` is the time at which everything reserved has been used up. Without one,
// Redis may have been restarted and have forgotten what was sent, so the bucket starts without its burst.
const RESERVE = `
local t = redis.call('TIME')
local now = t[1] * 1e6 + t[2]
local every, burst, count, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local known = redis.call('GET', KEYS[1])
local due = math.max(tonumber(known or '0'), now) + count * every
if not known then due = due + (burst - 1) * every end
local wait = math.max(0, due - burst * every - now)
if wait > most then return -1 end
redis.call('SET', KEYS[1], string.format('%.0f', due), 'PX', 86400000)
return math.ceil(wait)
`

/**
 * A limiter of `requests` per `interval` milliseconds, of which `burst` at once, for all processes that use the same `key`.
 * There are at most as many as `processes`. `redis` is a client of ioredis, best with `enableOfflineQueue: false`.
 */
function redisLimiter(redis, { key = 'coinport:limit', requests, interval, burst = 1, processes }) {
  const every = interval / requests
  const share = localBucket(every * processes)
  redis.defineCommand('coinportReserve', { numberOfKeys: 1, lua: RESERVE })

  /** How many milliseconds to wait for so many requests. -1 if that is longer than `most`. */
  async function reserve(count, most) {
    try {
      const reserved = redis.coinportReserve(key, every * 1000, burst, count, most * 1000)
      const late = wait(PATIENCE, undefined, { ref: false }).then(() => Promise.reject(new Error('Redis is late')))
      const microseconds = await Promise.race([reserved, late])
      if (microseconds < 0) return -1
      share.usedUntil(microseconds / 1000)
      return microseconds / 1000
    } catch {
      return share.reserve(count, most)
    }
  }

  return {
    async acquire({ signal, timeout }) {
      const delay = await reserve(1, timeout)
      if (delay < 0) throw new Error(`the limit lets this call pass only after its time (${timeout} ms)`)
      await wait(delay, undefined, { signal })
    },
    // Retries and further pages have been sent: the next calls wait for them.
    spent(more) {
      reserve(more, Number.MAX_SAFE_INTEGER / 1000)
    },
  }
}

/** The share of this process: one request in every so many milliseconds. */
function localBucket(every) {
  let due = 0
  return {
    reserve(count, most) {
      const now = performance.now()
      const start = Math.max(due, now)
      if (start - now > most) return -1
      due = start + count * every
      return start - now
    },
    /** Counts a request that Redis lets pass after `delay` milliseconds. */
    usedUntil(delay) {
      due = Math.max(due, performance.now() + delay + every)
    },
  }
}

module.exports = { redisLimiter }

async function main() {
  const { Redis } = require('ioredis')
  const { CoinPort } = require('coinport')
  const options = { enableOfflineQueue: false, lazyConnect: true }
  const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', options)
  redis.on('error', ({ message }) => console.error(`Redis: ${message}`))
  await redis.connect()
  const limiter = redisLimiter(redis, { requests: 3000, interval: 300_000, burst: 50, processes: 8 })
  const coinport = new CoinPort({ limiter })
  const tickers = await coinport.getTickers()
  console.log(`${Object.keys(tickers).length} markets`)
  redis.disconnect()
}

if (require.main === module) main()
