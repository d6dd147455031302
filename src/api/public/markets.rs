//! Markets: what is traded for what, and with how many digits.

use super::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Object as Of, OneOf, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET public/markets`
pub static GET_MARKETS: Endpoint = Endpoint {
    name: "getMarkets",
    path: "public/markets",
    params: &[
        param("ordering", ORDERING, "Direction of `order_by`. Default `asc`."),
        param("order_by", ParamKind::OneOf(&["id", "position"]), "What to sort by. Default `position`."),
        param("base_unit", ParamKind::Text, "Only markets that trade this currency."),
        param("quote_unit", ParamKind::Text, "Only markets whose prices are in this currency."),
        param("type", MARKET_TYPE, "Kind of market; `qe` is quick exchange. Default `spot`."),
        param(
            "search",
            ParamKind::Search(&["base_code", "quote_code", "base_name", "quote_name"]),
            "Only markets of which one of these contains the text.",
        ),
    ],
    result: Array(&Of(&MARKET)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "The markets with their currencies, precisions and limits. Complete. An unknown currency is answered with status \
          422. The exchange caches it for 10 minutes.",
    ..Endpoint::PLAIN
};

/// A market.
pub static MARKET: Object = Object {
    name: "Market",
    doc: "A market.",
    fields: &[
        field("id", Id, "Market id, such as `btcaud`."),
        optional("symbol", Id, "The same as `id`."),
        optional("name", Text, "Its name, such as `BTC/AUD`."),
        optional("type", OneOf(&["spot", "qe"]), "Kind of market."),
        field("base_unit", Id, "The currency that is traded."),
        field("quote_unit", Id, "The currency that prices are in."),
        field("min_price", Decimal, "Lowest price of an order."),
        field("max_price", Decimal, "Highest price of an order; `0.0` for no limit."),
        field("min_amount", Decimal, "Smallest volume of an order."),
        field("amount_precision", Integer, "Decimal places of a volume; more are refused, not rounded."),
        field("price_precision", Integer, "Decimal places of a price; more are refused, not rounded."),
        optional(
            "state",
            OneOf(&["enabled", "hidden", "disabled", "locked", "sale", "presale"]),
            "Whether it is open.",
        ),
    ],
};
