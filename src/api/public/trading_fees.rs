//! Trading fees.

use super::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Object as Of, OneOf, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET public/trading_fees`
pub static GET_TRADING_FEES: Endpoint = Endpoint {
    name: "getTradingFees",
    path: "public/trading_fees",
    params: &[
        param("group", ParamKind::Text, "Only this member group."),
        param("market_id", ParamKind::Text, "Only this market; `any` for the fees that apply to all other markets."),
        param("market_type", MARKET_TYPE, "Kind of market. `qe` needs a call of its own. Default `spot`."),
        param("ordering", ORDERING, "Sort direction. Default `desc`."),
        param(
            "order_by",
            ParamKind::Text,
            "Field to sort by. The exchange ignores a field that does not exist. Default `id`.",
        ),
    ],
    result: Array(&Of(&TRADING_FEE)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "Trading fees by member group and market. A complete list. The exchange caches the response for 10 minutes.",
    ..Endpoint::PLAIN
};

/// A trading fee.
pub static TRADING_FEE: Object = Object {
    name: "TradingFee",
    doc: "The fee of a member group on a market.",
    fields: &[
        field("id", Integer, "Id."),
        optional("group", Text, "Member group; `any` for all."),
        optional("market_id", Id, "Market id; `any` for all."),
        optional("market_type", OneOf(&["spot", "qe"]), "Kind of market."),
        field("maker", Decimal, "Maker fee as a fraction: `0.002` is 0.2 %."),
        field("taker", Decimal, "Taker fee as a fraction: `0.002` is 0.2 %."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
    ],
};
