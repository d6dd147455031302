//! Markets.

use super::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Object as Of, OneOf, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET public/markets`
pub static GET_MARKETS: Endpoint = Endpoint {
    name: "getMarkets",
    path: "public/markets",
    params: &[
        param("ordering", ORDERING, "Sort direction. Default `asc`."),
        param("order_by", ParamKind::OneOf(&["id", "position"]), "Field to sort by. Default `position`."),
        param("base_unit", ParamKind::Text, "Only markets with this base currency."),
        param("quote_unit", ParamKind::Text, "Only markets with this quote currency."),
        param("type", MARKET_TYPE, "Kind of market; `qe` is quick exchange. Default `spot`."),
        param(
            "search",
            ParamKind::Search(&["base_code", "quote_code", "base_name", "quote_name"]),
            "Only markets where one of these contains the text.",
        ),
    ],
    result: Array(&Of(&MARKET)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "The markets with their currencies, precisions and limits. A complete list. An unknown currency fails with status \
          422. The exchange caches the response for 10 minutes.",
    ..Endpoint::PLAIN
};

/// A row of `getMarkets`.
pub static MARKET: Object = Object {
    name: "Market",
    doc: "A market.",
    fields: &[
        field("id", Id, "Market id, such as `btcaud`."),
        optional("symbol", Id, "The same as `id`."),
        optional("name", Text, "Name, such as `BTC/AUD`."),
        optional("type", OneOf(&["spot", "qe"]), "Kind of market."),
        field("base_unit", Id, "Base currency: the one that is traded."),
        field("quote_unit", Id, "Quote currency: the one that prices are in."),
        field("min_price", Decimal, "Minimum price of an order."),
        field("max_price", Decimal, "Maximum price of an order; `0.0` means no limit."),
        field("min_amount", Decimal, "Minimum volume of an order."),
        field("amount_precision", Integer, "Decimal places of a volume. More are refused, not rounded."),
        field("price_precision", Integer, "Decimal places of a price. More are refused, not rounded."),
        optional("state", OneOf(&["enabled", "hidden", "disabled", "locked", "sale", "presale"]), "State."),
    ],
};
