//! Tickers, for CoinMarketCap.

use crate::schema::Type::{Decimal, Integer, Map, Object as Of};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coinmarketcap/ticker`
pub static GET_CMC_TICKER: Endpoint = Endpoint {
    name: "getCmcTicker",
    path: "coinmarketcap/ticker",
    result: Map(&Of(&CMC_TICKER)),
    doc: "The last price and the 24-hour volume of every enabled market, by pair, such as `BTC_AUD`. The exchange caches the response for a \
          minute. Some gateways require a key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// A pair.
pub static CMC_TICKER: Object = Object {
    name: "CmcTicker",
    doc: "The last 24 hours of a pair, for CoinMarketCap.",
    fields: &[
        optional("base_id", Integer, "CoinMarketCap's id of the base currency; absent if unknown."),
        optional("quote_id", Integer, "CoinMarketCap's id of the quote currency; absent if unknown."),
        field("last_price", Decimal, "Price of the last trade."),
        field("base_volume", Decimal, "Traded volume in the base currency."),
        field("quote_volume", Decimal, "Traded volume in the quote currency."),
        optional("isFrozen", Integer, "1 if trading is stopped, otherwise 0."),
    ],
};
