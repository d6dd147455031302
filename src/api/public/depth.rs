//! The order book by price.

use super::MARKET_KEY;
use crate::schema::Type::{self, Array, Decimal, Integer, Object as Of, Tuple};
use crate::schema::{Element, Endpoint, Object, ParamKind, field, param};

/// `GET public/markets/{market}/depth`
pub static GET_DEPTH: Endpoint = Endpoint {
    name: "getDepth",
    path: "public/markets/{market}/depth",
    keys: &[MARKET_KEY],
    params: &[param("limit", ParamKind::Whole(1, 1000), "Prices on each side. Default 300.")],
    result: Of(&DEPTH),
    doc: "The order book, added up by price, with the best price first on both sides.",
    ..Endpoint::PLAIN
};

/// A price and what is offered for it.
pub(in crate::api) const LEVEL: Type =
    Tuple(&[Element { name: "price", ty: Decimal }, Element { name: "amount", ty: Decimal }]);

/// Both sides.
pub static DEPTH: Object = Object {
    name: "Depth",
    doc: "Both sides of an order book: prices in the quote currency, amounts in the base currency.",
    fields: &[
        field("timestamp", Integer, "When it was read, in seconds since 1970."),
        field("asks", Array(&LEVEL), "Offers to sell, the lowest price first."),
        field("bids", Array(&LEVEL), "Offers to buy, the highest price first."),
    ],
};
