//! The order book, as CoinMarketCap reads it.

use super::PAIR_KEY;
use crate::api::public::depth::LEVEL;
use crate::schema::Type::{Array, Integer, Object as Of};
use crate::schema::{Endpoint, Object, ParamKind, field, param};

/// `GET coinmarketcap/orderbook/{market_pair}`
pub static GET_CMC_ORDER_BOOK: Endpoint = Endpoint {
    name: "getCmcOrderBook",
    path: "coinmarketcap/orderbook/{market_pair}",
    keys: &[PAIR_KEY],
    params: &[param("depth", ParamKind::Whole(0, 500), "Prices on both sides together; 0 for all. Default 0.")],
    result: Of(&CMC_ORDER_BOOK),
    doc: "The order book, best price first, with its time in milliseconds. Cached for a minute. May need a key, given per \
          call.",
    ..Endpoint::PLAIN
};

/// Both sides.
pub static CMC_ORDER_BOOK: Object = Object {
    name: "CmcOrderBook",
    doc: "Both sides of an order book, for CoinMarketCap.",
    fields: &[
        field("timestamp", Integer, "When it was read, in milliseconds since 1970."),
        field("asks", Array(&LEVEL), "Offers to sell, the lowest price first."),
        field("bids", Array(&LEVEL), "Offers to buy, the highest price first."),
    ],
};
