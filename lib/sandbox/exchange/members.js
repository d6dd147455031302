/** The member whose key the sandbox accepts. */
const MEMBER = { uid: 'ID12AB34CD56', username: 'sandbox', email: 'trader@example.com', group: 'vip-0' }

/** Other members, who can be sent money. */
const MEMBERS = [
  { uid: 'ID99AA88BB77', username: null },
  { uid: 'ID5566CC7788', username: 'alice' },
]

module.exports = { MEMBER, MEMBERS }
