//! The member's trades.

use super::{CREATED_FROM, CREATED_TO, MARKETS, SIDE};
use crate::api::public::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Object, Paging, field, optional, param};

/// `GET market/trades`
pub static GET_MY_TRADES: Endpoint = Endpoint {
    name: "getMyTrades",
    path: "market/trades",
    auth: Auth::Key,
    params: &[
        MARKETS,
        param("market_type", MARKET_TYPE, "Kind of market; `qe` is quick exchange. Default `spot`."),
        param("type", SIDE, "Only this side, the member's own."),
        CREATED_FROM,
        CREATED_TO,
        param("order_by", ORDERING, "Direction of the id. Default `desc`."),
    ],
    result: Array(&Of(&TRADE)),
    paging: Paging::History { page_size: 1000, identity: &["id"], sorted_by: "id" },
    doc: "The member's trades, newest first.",
    ..Endpoint::PLAIN
};

/// A trade.
pub static TRADE: Object = Object {
    name: "Trade",
    doc: "A trade of the member's. Within {@link Order.trades} it has no fees and no `order_id`.",
    fields: &[
        field("id", Integer, "Its id."),
        field("price", Decimal, "Price in the quote currency."),
        field("amount", Decimal, "Amount in the base currency."),
        field("total", Decimal, "Price times amount, in the quote currency."),
        optional("fee_currency", Id, "What the fee was paid in: what was received."),
        optional("fee", Decimal, "Fee as a fraction: `0.002` is 0.2 %."),
        optional("fee_amount", Decimal, "Fee, in `fee_currency`."),
        optional("market", Id, "Market id."),
        optional("market_type", OneOf(&["spot", "qe"]), "Kind of market."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("taker_type", OneOf(&["buy", "sell"]), "What the taker did."),
        optional("side", OneOf(&["buy", "sell"]), "What the member did."),
        optional("order_id", Integer, "The member's order."),
    ],
};
