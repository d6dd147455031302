//! The last trades, as CoinMarketCap reads them.

use super::PAIR_KEY;
use crate::schema::Type::{Array, Decimal, Integer, Object as Of, OneOf};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coinmarketcap/trades/{market_pair}`
pub static GET_CMC_TRADES: Endpoint = Endpoint {
    name: "getCmcTrades",
    path: "coinmarketcap/trades/{market_pair}",
    keys: &[PAIR_KEY],
    result: Array(&Of(&CMC_TRADE)),
    doc: "The last 100 trades, newest first. Cached for a minute. May need a key, given per call.",
    ..Endpoint::PLAIN
};

/// A trade.
pub static CMC_TRADE: Object = Object {
    name: "CmcTrade",
    doc: "A trade, for CoinMarketCap.",
    fields: &[
        field("trade_id", Integer, "Its id."),
        field("price", Decimal, "Price in the quote currency."),
        field("base_volume", Decimal, "Amount in the base currency."),
        field("quote_volume", Decimal, "Amount in the quote currency."),
        optional("timestamp", Integer, "When it happened, in milliseconds since 1970."),
        optional("type", OneOf(&["buy", "sell"]), "What the taker did."),
    ],
};
