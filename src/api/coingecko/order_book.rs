//! The order book, for CoinGecko.

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
        param("depth", ParamKind::Whole(0, 1000), "Number of prices, both sides together. Default 0, which means all."),
    ],
    result: Of(&GECKO_ORDER_BOOK),
    doc: "The order book, best price first. The exchange caches the response for a minute. Some gateways require a \
          key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// An order book.
pub static GECKO_ORDER_BOOK: Object = Object {
    name: "GeckoOrderBook",
    doc: "Both sides of an order book, for CoinGecko.",
    fields: &[
        optional("ticker_id", Text, "Base and quote, such as `BTC_AUD`."),
        field("timestamp", Integer, "Time of the snapshot, in milliseconds since 1970."),
        field("asks", Array(&LEVEL), "Sell side, lowest price first."),
        field("bids", Array(&LEVEL), "Buy side, highest price first."),
    ],
};
