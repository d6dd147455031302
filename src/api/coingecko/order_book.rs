//! The order book, as CoinGecko reads it.

use super::TICKER_ID;
use crate::api::public::depth::LEVEL;
use crate::schema::Type::{Array, Integer, Object as Of, Text};
use crate::schema::{Endpoint, Object, ParamKind, field, optional, param};

/// `GET coingecko/orderbook`
pub static GET_GECKO_ORDER_BOOK: Endpoint = Endpoint {
    name: "getGeckoOrderBook",
    path: "coingecko/orderbook",
    params: &[
        TICKER_ID,
        param("depth", ParamKind::Whole(0, 1000), "Prices on both sides together; 0 for all. Default 0."),
    ],
    result: Of(&GECKO_ORDER_BOOK),
    doc: "The order book, best price first, with its time in milliseconds. Cached for a minute. May need a key, given per \
          call.",
    ..Endpoint::PLAIN
};

/// Both sides.
pub static GECKO_ORDER_BOOK: Object = Object {
    name: "GeckoOrderBook",
    doc: "Both sides of an order book, for CoinGecko.",
    fields: &[
        optional("ticker_id", Text, "Base and quote, such as `BTC_AUD`."),
        field("timestamp", Integer, "When it was read, in milliseconds since 1970."),
        field("asks", Array(&LEVEL), "Offers to sell, the lowest price first."),
        field("bids", Array(&LEVEL), "Offers to buy, the highest price first."),
    ],
};
