//! The order book, aggregated by price.

use super::MARKET_KEY;
use crate::schema::Type::{self, Array, Decimal, Integer, Object as Of, Tuple};
use crate::schema::{Element, Endpoint, Object, ParamKind, field, param};

/// `GET public/markets/{market}/depth`
pub static GET_DEPTH: Endpoint = Endpoint {
    name: "getDepth",
    path: "public/markets/{market}/depth",
    keys: &[MARKET_KEY],
    params: &[param("limit", ParamKind::Whole(1, 1000), "Number of prices on each side. Default 300.")],
    result: Of(&DEPTH),
    doc: "The order book, with the amounts aggregated by price. The best price comes first on both sides.",
    ..Endpoint::PLAIN
};

/// A price and the amount offered at it.
pub(in crate::api) const LEVEL: Type =
    Tuple(&[Element { name: "price", ty: Decimal }, Element { name: "amount", ty: Decimal }]);

/// An order book.
pub static DEPTH: Object = Object {
    name: "Depth",
    doc: "Both sides of an order book: prices in the quote currency, amounts in the base currency.",
    fields: &[
        field("timestamp", Integer, "Time of the snapshot, in seconds since 1970."),
        field("asks", Array(&LEVEL), "Sell side, lowest price first."),
        field("bids", Array(&LEVEL), "Buy side, highest price first."),
    ],
};
