//! The last trades of a market.

use super::{MARKET_KEY, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Object as Of, OneOf};
use crate::schema::{Endpoint, Object, ParamKind, field, optional, param};

/// `GET public/markets/{market}/trades`
pub static GET_TRADES: Endpoint = Endpoint {
    name: "getTrades",
    path: "public/markets/{market}/trades",
    keys: &[MARKET_KEY],
    params: &[
        param("limit", ParamKind::Whole(1, 1000), "Number of trades. Default 100."),
        param("timestamp", ParamKind::Seconds, "The exchange checks this and then ignores it."),
        param(
            "order_by",
            ORDERING,
            "The exchange checks this and then ignores it: the newest trade always comes first.",
        ),
    ],
    result: Array(&Of(&PUBLIC_TRADE)),
    doc: "The last trades of a market, newest first. The exchange sends the decimals as numbers. They become strings with \
          the same digits, such as `9.299e-05`.",
    ..Endpoint::PLAIN
};

/// A trade of any member.
pub static PUBLIC_TRADE: Object = Object {
    name: "PublicTrade",
    doc: "A trade of any member.",
    fields: &[
        field("id", Integer, "Id. If the price comes from another exchange, this may be the id there."),
        field("price", Decimal, "Price in the quote currency."),
        field("amount", Decimal, "Amount in the base currency."),
        field("total", Decimal, "Price times amount, in the quote currency."),
        optional("market", Id, "Market id."),
        field("created_at", Integer, "Time of the trade, in seconds since 1970."),
        optional("taker_type", OneOf(&["buy", "sell"]), "Side of the taker."),
    ],
};
