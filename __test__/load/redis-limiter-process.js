'use strict'

// One of the processes of redis-limiter.test.js: calls as fast as its limiter allows, until it is killed.

const { Redis } = require('ioredis')
const { CoinPort } = require('coinport')
const { redisLimiter } = require('../../examples/redis-limiter.js')

const [, , url, limit] = process.argv
const redis = new Redis(url, { enableOfflineQueue: false, retryStrategy: () => 50 })
redis.on('error', () => {})
const coinport = new CoinPort({ rateLimit: false, limiter: redisLimiter(redis, JSON.parse(limit)) })

async function call() {
  for (;;) await coinport.getTickers().catch(() => {})
}

for (let caller = 0; caller < 4; caller += 1) call()
