//! What trading costs.

use super::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Object as Of, OneOf, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET public/trading_fees`
pub static GET_TRADING_FEES: Endpoint = Endpoint {
    name: "getTradingFees",
    path: "public/trading_fees",
    params: &[
        param("group", ParamKind::Text, "Only this member group."),
        param("market_id", ParamKind::Text, "Only this market; `any` for the fees of all others."),
        param("market_type", MARKET_TYPE, "Kind of market: another call is needed for `qe`. Default `spot`."),
        param("ordering", ORDERING, "Direction of `order_by`. Default `desc`."),
        param("order_by", ParamKind::Text, "The field to sort by; one that does not exist is ignored. Default `id`."),
    ],
    result: Array(&Of(&TRADING_FEE)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "Trading fees by member group and market. Complete. The exchange caches it for 10 minutes.",
    ..Endpoint::PLAIN
};

/// A fee.
pub static TRADING_FEE: Object = Object {
    name: "TradingFee",
    doc: "What members of a group pay on a market.",
    fields: &[
        field("id", Integer, "Its id."),
        optional("group", Text, "Member group; `any` for all."),
        optional("market_id", Id, "Market id; `any` for all."),
        optional("market_type", OneOf(&["spot", "qe"]), "Kind of market."),
        field("maker", Decimal, "Fraction that the maker pays: `0.002` is 0.2 %."),
        field("taker", Decimal, "Fraction that the taker pays: `0.002` is 0.2 %."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
    ],
};
