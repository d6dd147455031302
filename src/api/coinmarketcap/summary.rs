//! All pairs at a glance, as CoinMarketCap reads them.

use crate::schema::Type::{Array, Decimal, Object as Of, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coinmarketcap/summary`
pub static GET_CMC_SUMMARY: Endpoint = Endpoint {
    name: "getCmcSummary",
    path: "coinmarketcap/summary",
    result: Array(&Of(&CMC_SUMMARY)),
    doc: "Prices, best offers and volumes of every enabled market. Cached for a minute. May need a key, given per call.",
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
        optional("lowest_ask", Decimal, "Lowest price that somebody sells at."),
        optional("highest_bid", Decimal, "Highest price that somebody buys at."),
        optional("base_volume", Decimal, "Traded volume of 24 hours in the base currency."),
        optional("quote_volume", Decimal, "Traded volume of 24 hours in the quote currency."),
        optional(
            "price_change_percent_24h",
            Decimal,
            "Change in 24 hours as a ratio, not in percent: `0.0137` is 1.37 %.",
        ),
        optional("highest_price_24h", Decimal, "Highest price of 24 hours."),
        optional("lowest_price_24h", Decimal, "Lowest price of 24 hours."),
    ],
};
