'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { setTimeout: wait } = require('node:timers/promises')
const { closedPort } = require('./server.js')

/**
 * Starts nginx with gzip on a free port in front of `upstream`, with TLS and HTTP/2 if a certificate is given. `http`
 * and `location` are more directives for these blocks.
 */
async function startNginx(t, { directory, upstream, certificate, key, http = '', location = '' }) {
  const port = await closedPort()
  const log = path.join(directory, 'access.log')
  const configuration = path.join(directory, 'nginx.conf')
  const listen = certificate
    ? `listen 127.0.0.1:${port} ssl http2;
        ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate ${certificate}; ssl_certificate_key ${key};`
    : `listen 127.0.0.1:${port};`
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    configuration,
    `daemon off; worker_processes 1; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
    events {}
    http {
      log_format requests '$server_protocol $ssl_protocol $sent_http_content_encoding $connection $uri $status';
      access_log ${log} requests;
      gzip on; gzip_types application/json; gzip_min_length 1; gzip_proxied any;
      ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join(' ')}
      ${http}
      server {
        ${listen}
        location / { ${location} proxy_pass ${upstream}; }
      }
    }`,
  )
  const nginx = { complaints: '' }
  const start = async () => {
    nginx.process = spawn('nginx', ['-p', directory, '-c', configuration, '-e', path.join(directory, 'error.log')])
    nginx.exited = once(nginx.process, 'exit')
    nginx.process.stderr.on('data', (chunk) => {
      nginx.complaints += chunk
    })
    await listening(port, () => nginx.complaints)
  }
  /** Finishes the requests in flight, like `nginx -s quit`. */
  const stop = async (signal = 'SIGQUIT') => {
    nginx.process.kill(signal)
    await nginx.exited
  }
  await start()
  t.after(() => stop('SIGTERM'))
  const scheme = certificate ? 'https' : 'http'
  return {
    baseUrl: `${scheme}://localhost:${port}/api/v2/peatio`,
    requests: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : []),
    reload: () => nginx.process.kill('SIGHUP'),
    restart: async () => {
      await stop()
      await start()
    },
  }
}

async function listening(port, complaints) {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const socket = net.connect(port, '127.0.0.1')
    const up = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (up) return
    await wait(20)
  }
  throw new Error(`nginx does not listen on port ${port}: ${complaints()}`)
}

module.exports = { startNginx }
