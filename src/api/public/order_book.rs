//! The order book, with single orders.

use super::MARKET_KEY;
use crate::api::market::orders::ORDER;
use crate::schema::Type::{Array, Object as Of};
use crate::schema::{Endpoint, Object, ParamKind, field, param};

/// `GET public/markets/{market}/order-book`
pub static GET_ORDER_BOOK: Endpoint = Endpoint {
    name: "getOrderBook",
    path: "public/markets/{market}/order-book",
    keys: &[MARKET_KEY],
    params: &[
        param("asks_limit", ParamKind::Whole(1, 200), "Number of orders to sell. Default 20."),
        param("bids_limit", ParamKind::Whole(1, 200), "Number of orders to buy. Default 20."),
    ],
    result: Of(&ORDER_BOOK),
    doc: "The open orders of all members, best price first; at the same price, oldest first. {@link getDepth} aggregates \
          them by price.",
    ..Endpoint::PLAIN
};

/// An order book.
pub static ORDER_BOOK: Object = Object {
    name: "OrderBook",
    doc: "The open orders of a market.",
    fields: &[
        field("asks", Array(&Of(&ORDER)), "Orders to sell, lowest price first."),
        field("bids", Array(&Of(&ORDER)), "Orders to buy, highest price first."),
    ],
};
