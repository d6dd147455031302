//! Tickers, for CoinGecko.

use crate::schema::Type::{Array, Decimal, Object as Of, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coingecko/tickers`
pub static GET_GECKO_TICKERS: Endpoint = Endpoint {
    name: "getGeckoTickers",
    path: "coingecko/tickers",
    result: Array(&Of(&GECKO_TICKER)),
    doc: "The last 24 hours of every enabled market, with its best bid and ask. This is the only call that has these for all markets. The exchange \
          caches the response for a minute. Some gateways require a key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// The ticker of one market.
pub static GECKO_TICKER: Object = Object {
    name: "GeckoTicker",
    doc: "The last 24 hours of a market, for CoinGecko. Without trades or offers the figures are `0.0`.",
    fields: &[
        field("ticker_id", Text, "Base and quote, such as `BTC_AUD`."),
        optional("base_currency", Text, "Code of the base currency, in capitals."),
        optional("target_currency", Text, "Code of the target currency, in capitals."),
        field("last_price", Decimal, "Price of the last trade."),
        optional("base_volume", Decimal, "Traded volume in the base currency."),
        optional("target_volume", Decimal, "Traded volume in the target currency."),
        optional("bid", Decimal, "Best bid: the highest buying price."),
        optional("ask", Decimal, "Best ask: the lowest selling price."),
        optional("high", Decimal, "Highest price."),
        optional("low", Decimal, "Lowest price."),
    ],
};
