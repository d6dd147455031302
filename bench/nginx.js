const { execFileSync, spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const net = require('node:net')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { setTimeout: wait } = require('node:timers/promises')

/** The names of the tools that the server needs and that are not installed. */
function missingTools() {
  const installed = (tool, argument) => !spawnSync(tool, [argument], { stdio: 'ignore' }).error
  return [
    ['nginx', '-v'],
    ['openssl', 'version'],
  ].flatMap(([tool, argument]) => (installed(tool, argument) ? [] : [tool]))
}

/** What the exchange and its CDN add to every response; nginx adds eight headers of its own. */
const HEADERS = {
  'Cache-Control': 'max-age=0, private, must-revalidate',
  'CF-Cache-Status': 'DYNAMIC',
  'CF-RAY': '8e70c1d4bca5a9d6-SYD',
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data: https:; object-src 'none'; frame-ancestors 'self'",
  NEL: '{"success_fraction":0,"report_to":"cf-nel","max_age":604800}',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Report-To':
    '{"endpoints":[{"url":"https:\\/\\/a.nel.cloudflare.com\\/report\\/v4?s=9XkT0Zr0fZl3JqjWv1HkTg5Yp%2BwQnD8mR2cVbA7sLxE6uKiOhPtMfGyNdCzBqWe4r3S"}],"group":"cf-nel","max_age":604800}',
  'Set-Cookie': '__cf_bm=Yb0fT3xWq9mLhVd2sKp7RnCzJg5uEa8i-1732350005-1.0.1.1; path=/; HttpOnly; Secure; SameSite=None',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains; preload',
  Vary: 'Accept-Encoding, Origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-Request-Id': '3f6c2b1e-7a58-4d0b-9c41-d2e85f7a6b90',
  'X-Runtime': '0.018274',
}

/** 64 KB of HTML, like the error page of a CDN whose origin is down. Served at every path below `/failing`. */
const ERROR_PAGE = `<!DOCTYPE html><title>502 Bad Gateway</title>${'<p class="message">The origin did not answer in time. <a href="/cdn-cgi/styles/main.css?v=8e70c1d4bca5a9d6">8e70c1d4</a></p>\n'.repeat(1000)}`
const ERROR_PAGE_SIZE = 64 * 1024

/**
 * Starts an nginx on free ports of loopback that serves `files` (path to body) from its cache.
 * Returns the origin of each protocol, the root certificate, and `close`.
 */
async function startNginx(files) {
  const directory = mkdtempSync(path.join(tmpdir(), 'coinport-bench-'))
  const pages = { ...files, 'error.html': ERROR_PAGE.slice(0, ERROR_PAGE_SIZE) }
  for (const [name, body] of Object.entries(pages)) {
    const file = path.join(directory, 'www', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, body)
  }
  const certificate = makeCertificate(directory)
  const [http, tls, http2] = await freePorts(3)
  const tlsOptions = `ssl_certificate ${certificate}; ssl_certificate_key ${directory}/server.key;`
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const headers = Object.entries(HEADERS).map(([name, value]) => `add_header ${name} ${quoted(value)} always;`)
  const locations = 'error_page 500 /error.html; location /failing/ { return 500; }'
  const configuration = path.join(directory, 'nginx.conf')
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
    events { worker_connections 4096; }
    http {
      access_log off; default_type application/json; root ${directory}/www; server_tokens off;
      sendfile on; tcp_nopush on; open_file_cache max=100 inactive=1h; open_file_cache_valid 1h;
      keepalive_requests 1000000000; keepalive_timeout 1h;
      ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join(' ')}
      ${headers.join('\n      ')}
      server { listen 127.0.0.1:${http}; ${locations} }
      server { listen 127.0.0.1:${tls} ssl; ${tlsOptions} ${locations} }
      server { listen 127.0.0.1:${http2} ssl http2; ${tlsOptions} ${locations} }
    }`,
  )
  const nginx = spawn('nginx', ['-p', directory, '-c', configuration, '-e', path.join(directory, 'error.log')])
  const exited = once(nginx, 'exit')
  process.once('exit', () => nginx.kill('SIGTERM'))
  let stderr = ''
  nginx.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  await listening(http, () => stderr)
  const close = async () => {
    nginx.kill('SIGTERM')
    await exited
    rmSync(directory, { recursive: true, force: true })
  }
  const origins = {
    http: `http://127.0.0.1:${http}`,
    tls: `https://localhost:${tls}`,
    http2: `https://localhost:${http2}`,
  }
  return { origins, certificate, close }
}

const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** A self-signed certificate for loopback. */
function makeCertificate(directory) {
  const certificate = path.join(directory, 'server.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE']
  const files = ['-keyout', path.join(directory, 'server.key'), '-out', certificate, '-days', '1']
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...leaf, ...files], { stdio: 'pipe' })
  return certificate
}

async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => server.address().port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

async function listening(port, stderr) {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const socket = net.connect(port, '127.0.0.1')
    const connected = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (connected) return
    await wait(20)
  }
  throw new Error(`nginx does not listen on port ${port}: ${stderr()}`)
}

module.exports = { makeCertificate, missingTools, startNginx }
