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
        param("timestamp", ParamKind::Seconds, "Checked by the exchange and then ignored."),
        param("order_by", ORDERING, "Checked by the exchange and then ignored: the newest is always first."),
    ],
    result: Array(&Of(&PUBLIC_TRADE)),
    doc: "The last trades of a market, newest first. The exchange sends these figures as numbers; they arrive as strings \
          with its own digits, such as `9.299e-05`.",
    ..Endpoint::PLAIN
};

/// A trade.
pub static PUBLIC_TRADE: Object = Object {
    name: "PublicTrade",
    doc: "A trade of anybody's.",
    fields: &[
        field("id", Integer, "Its id; perhaps another exchange's, where prices come from there."),
        field("price", Decimal, "Price in the quote currency."),
        field("amount", Decimal, "Amount in the base currency."),
        field("total", Decimal, "Price times amount, in the quote currency."),
        optional("market", Id, "Market id."),
        field("created_at", Integer, "When it happened, in seconds since 1970."),
        optional("taker_type", OneOf(&["buy", "sell"]), "What the taker did."),
    ],
};
