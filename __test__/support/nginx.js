'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { setTimeout: wait } = require('node:timers/promises')

/** A real nginx on a free port of loopback: TLS, HTTP/2 and gzip in front of `upstream`. */
async function startNginx(t, { directory, upstream, certificate, key }) {
  const port = await freePort()
  const log = path.join(directory, 'access.log')
  const configuration = path.join(directory, 'nginx.conf')
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
    events {}
    http {
      log_format requests '$server_protocol $ssl_protocol $sent_http_content_encoding $connection $uri';
      access_log ${log} requests;
      gzip on; gzip_types application/json; gzip_min_length 1; gzip_proxied any;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${directory}/${name};`).join(' ')}
      server {
        listen 127.0.0.1:${port} ssl http2;
        ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate ${certificate}; ssl_certificate_key ${key};
        location / { proxy_pass ${upstream}; }
      }
    }`,
  )
  const nginx = spawn('nginx', ['-p', directory, '-c', configuration, '-e', path.join(directory, 'error.log')])
  const exited = once(nginx, 'exit')
  t.after(async () => {
    nginx.kill('SIGTERM')
    await exited
  })
  let complaints = ''
  nginx.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  await listening(port, () => complaints)
  const requests = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : [])
  return { baseUrl: `https://localhost:${port}/api/v2/peatio`, requests }
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
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
