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
        param("type", SIDE, "Only trades where the member was on this side."),
        CREATED_FROM,
        CREATED_TO,
        param("order_by", ORDERING, "Sort direction by id. Default `desc`."),
    ],
    result: Array(&Of(&TRADE)),
    paging: Paging::History { page_size: 1000, identity: &["id"], sorted_by: "id" },
    doc: "The member's trades, newest first.",
    ..Endpoint::PLAIN
};

/// A trade of the member.
pub static TRADE: Object = Object {
    name: "Trade",
    doc: "A trade of the member. In {@link Order.trades} it has no fees and no `order_id`.",
    fields: &[
        field("id", Integer, "Id."),
        field("price", Decimal, "Price in the quote currency."),
        field("amount", Decimal, "Amount in the base currency."),
        field("total", Decimal, "Price times amount, in the quote currency."),
        optional("fee_currency", Id, "Currency of the fee, which is the currency received."),
        optional("fee", Decimal, "Fee as a fraction: `0.002` is 0.2 %."),
        optional("fee_amount", Decimal, "Fee in `fee_currency`."),
        optional("market", Id, "Market id."),
        optional("market_type", OneOf(&["spot", "qe"]), "Kind of market."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("taker_type", OneOf(&["buy", "sell"]), "Side of the taker."),
        optional("side", OneOf(&["buy", "sell"]), "Side of the member."),
        optional("order_id", Integer, "Id of the member's order."),
    ],
};
