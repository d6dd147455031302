//! A summary of all pairs, for CoinMarketCap.

use crate::schema::Type::{Array, Decimal, Object as Of, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coinmarketcap/summary`
pub static GET_CMC_SUMMARY: Endpoint = Endpoint {
    name: "getCmcSummary",
    path: "coinmarketcap/summary",
    result: Array(&Of(&CMC_SUMMARY)),
    doc: "Last price, best bid and ask, and volumes of every enabled market. The exchange caches the response for a minute. Some gateways require a key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// A pair.
pub static CMC_SUMMARY: Object = Object {
    name: "CmcSummary",
    doc: "A pair, for CoinMarketCap.",
    fields: &[
        field("trading_pairs", Text, "Base and quote, such as `BTC_AUD`."),
        optional("base_currency", Text, "Code of the base currency, in capitals."),
        optional("quote_currency", Text, "Code of the quote currency, in capitals."),
        field("last_price", Decimal, "Price of the last trade."),
        optional("lowest_ask", Decimal, "Best ask: the lowest selling price."),
        optional("highest_bid", Decimal, "Best bid: the highest buying price."),
        optional("base_volume", Decimal, "Traded volume in 24 hours, in the base currency."),
        optional("quote_volume", Decimal, "Traded volume in 24 hours, in the quote currency."),
        optional(
            "price_change_percent_24h",
            Decimal,
            "Change in 24 hours as a ratio, not in percent: `0.0137` is 1.37 %.",
        ),
        optional("highest_price_24h", Decimal, "Highest price in 24 hours."),
        optional("lowest_price_24h", Decimal, "Lowest price in 24 hours."),
    ],
};
