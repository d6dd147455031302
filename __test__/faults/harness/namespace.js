'use strict'

// What a row that has a network namespace and mounts of its own can do to the network.

const { execFileSync } = require('node:child_process')
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')

const run = (command) => execFileSync(command.split(' ')[0], command.split(' ').slice(1), { stdio: 'pipe' })

/** An address whose packets can be made to vanish, as when a cable is pulled. */
function addAddress(address) {
  run(`ip addr add ${address}/32 dev lo`)
  return {
    cut() {
      run(`ip route del local ${address} table local`)
      run(`ip route add blackhole ${address} table local`)
    },
    mend() {
      run(`ip route del blackhole ${address} table local`)
      run(`ip route add local ${address} dev lo table local`)
    },
  }
}

/** Names are asked from port 53 of loopback. */
function useLocalDns(after) {
  const directory = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
  const file = path.join(directory, 'resolv.conf')
  writeFileSync(file, 'nameserver 127.0.0.1\n')
  run(`mount --bind ${file} /etc/resolv.conf`)
  after(() => {
    run('umount /etc/resolv.conf')
    rmSync(directory, { recursive: true })
  })
}

/** Outgoing connections get these ports and no others. */
function limitPorts(first, last) {
  writeFileSync('/proc/sys/net/ipv4/ip_local_port_range', `${first} ${last}`)
}

module.exports = { addAddress, useLocalDns, limitPorts }
