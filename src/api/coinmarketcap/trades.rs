//! The last trades, for CoinMarketCap.

use super::PAIR_KEY;
use crate::schema::Type::{Array, Decimal, Integer, Object as Of, OneOf};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coinmarketcap/trades/{market_pair}`
pub static GET_CMC_TRADES: Endpoint = Endpoint {
    name: "getCmcTrades",
    path: "coinmarketcap/trades/{market_pair}",
    keys: &[PAIR_KEY],
    result: Array(&Of(&CMC_TRADE)),
    doc: "The last 100 trades, newest first. The exchange caches the response for a minute. Some gateways require a key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// A trade.
pub static CMC_TRADE: Object = Object {
    name: "CmcTrade",
    doc: "A trade, for CoinMarketCap.",
    fields: &[
        field("trade_id", Integer, "Id."),
        field("price", Decimal, "Price in the quote currency."),
        field("base_volume", Decimal, "Amount in the base currency."),
        field("quote_volume", Decimal, "Amount in the quote currency."),
        optional("timestamp", Integer, "Time of the trade, in milliseconds since 1970."),
        optional("type", OneOf(&["buy", "sell"]), "Side of the taker."),
    ],
};
