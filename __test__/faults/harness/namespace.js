'use strict'

// Changes to the network, for rows with their own network namespace and mounts.

const { execFileSync } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const path = require('node:path')
const { temporaryFolder } = require('../../support/temporary-folder.js')

const run = (command) => execFileSync(command.split(' ')[0], command.split(' ').slice(1), { stdio: 'pipe' })

/** Adds an address whose packets can be dropped, like a pulled cable. */
function addAddress(address) {
  run(`ip addr add ${address}/32 dev lo`)
  return {
    cut() {
      run(`ip route del local ${address} table local`)
      run(`ip route add blackhole ${address} table local`)
    },
    restore() {
      run(`ip route del blackhole ${address} table local`)
      run(`ip route add local ${address} dev lo table local`)
    },
  }
}

/** Makes port 53 of loopback the name server. */
function useLocalDns(after) {
  const file = path.join(temporaryFolder({ after }), 'resolv.conf')
  writeFileSync(file, 'nameserver 127.0.0.1\n')
  run(`mount --bind ${file} /etc/resolv.conf`)
  after(() => run('umount /etc/resolv.conf'))
}

/** Limits the local ports of outgoing connections. */
function limitPorts(first, last) {
  writeFileSync('/proc/sys/net/ipv4/ip_local_port_range', `${first} ${last}`)
}

module.exports = { addAddress, useLocalDns, limitPorts }
