//! The order book, for CoinMarketCap.

use super::PAIR_KEY;
use crate::api::public::depth::LEVEL;
use crate::schema::Type::{Array, Integer, Object as Of};
use crate::schema::{Endpoint, Object, ParamKind, field, param};

/// `GET coinmarketcap/orderbook/{market_pair}`
pub static GET_CMC_ORDER_BOOK: Endpoint = Endpoint {
    name: "getCmcOrderBook",
    path: "coinmarketcap/orderbook/{market_pair}",
    keys: &[PAIR_KEY],
    params: &[param(
        "depth",
        ParamKind::Whole(0, 500),
        "Number of prices, both sides together. Default 0, which means all.",
    )],
    result: Of(&CMC_ORDER_BOOK),
    doc: "The order book, best price first. The exchange caches the response for a minute. Some gateways require a \
          key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// An order book.
pub static CMC_ORDER_BOOK: Object = Object {
    name: "CmcOrderBook",
    doc: "Both sides of an order book, for CoinMarketCap.",
    fields: &[
        field("timestamp", Integer, "Time of the snapshot, in milliseconds since 1970."),
        field("asks", Array(&LEVEL), "Sell side, lowest price first."),
        field("bids", Array(&LEVEL), "Buy side, highest price first."),
    ],
};
