const explorer = (site) => ({ transaction: `${site}/tx/#{txid}`, address: `${site}/address/#{address}` })

const network = (key, name, coin, protocol, confirmations, factor, site) => ({
  key,
  name,
  /** The network's own coin, the parent of every token on it. */
  coin,
  protocol,
  confirmations,
  /** The number of smallest units in one coin. */
  factor,
  explorer: explorer(site),
})

/** The networks of the sandbox's currencies, by key. */
const NETWORKS = Object.fromEntries(
  [
    network('bitcoin', 'Bitcoin', 'btc', 'BTC', 2, 1e8, 'https://blockchair.com/bitcoin'),
    network('litecoin', 'Litecoin', 'ltc', 'LTC', 6, 1e8, 'https://blockchair.com/litecoin'),
    network('dash', 'Dash', 'dash', 'DASH', 6, 1e8, 'https://blockchair.com/dash'),
    network('dogecoin', 'Dogecoin', 'doge', 'DOGE', 20, 1e8, 'https://blockchair.com/dogecoin'),
    network('bitcoincash-node', 'Bitcoin Cash', 'bch', 'BCH', 6, 1e8, 'https://blockchair.com/bitcoin-cash'),
    network('bitcoin-abc', 'eCash', 'bcha', 'BCHA', 6, 1e8, 'https://blockchair.com/ecash'),
    network('bitcoinsv', 'Bitcoin SV', 'bsv', 'BSV', 6, 1e8, 'https://blockchair.com/bitcoin-sv'),
    network('ripple', 'XRP Ledger', 'xrp', 'XRP', 1, 1e6, 'https://xrpscan.com'),
    network('ethereum', 'Ethereum', 'eth', 'ERC-20', 12, 1e18, 'https://etherscan.io'),
    network('ethereum-classic', 'Ethereum Classic', 'etc', 'ETC', 120, 1e18, 'https://blockscout.com/etc/mainnet'),
    network('heco-chain', 'HECO', 'ht', 'HRC-20', 15, 1e18, 'https://hecoinfo.com'),
    network('monero', 'Monero', 'xmr', 'XMR', 10, 1e12, 'https://blockchair.com/monero'),
    network('zcash', 'Zcash', 'zec', 'ZEC', 12, 1e8, 'https://blockchair.com/zcash'),
    network('tron', 'TRON', 'trx', 'TRC-20', 20, 1e6, 'https://tronscan.org'),
    network('binance-smart-chain', 'BNB Smart Chain', 'bnb', 'BEP-20', 15, 1e18, 'https://bscscan.com'),
  ].map((entry) => [entry.key, entry]),
)

/** The networks of fiat money. */
const FIAT = { key: 'fiat', name: 'Fiat', factor: 100 }

/** Networks that the exchange knows and the sandbox does not use. */
const OTHERS = 'aud-monoova electrum eth-kovan eth-testnet opendax-cloud straya'.split(' ')

const isNetworkKey = (key) => Object.hasOwn(NETWORKS, key) || key === FIAT.key || OTHERS.includes(key)

/** Networks whose addresses have a second format. */
const CASH_NETWORKS = ['bitcoincash-node', 'bitcoin-abc']

module.exports = { NETWORKS, FIAT, CASH_NETWORKS, isNetworkKey }
