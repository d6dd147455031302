//! Tickers, as CoinGecko reads them.

use crate::schema::Type::{Array, Decimal, Object as Of, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coingecko/tickers`
pub static GET_GECKO_TICKERS: Endpoint = Endpoint {
    name: "getGeckoTickers",
    path: "coingecko/tickers",
    result: Array(&Of(&GECKO_TICKER)),
    doc: "The last 24 hours of every enabled market, with its best bid and ask: the one call that has them for all. Cached \
          for a minute. May need a key, given per call.",
    ..Endpoint::PLAIN
};

/// A market.
pub static GECKO_TICKER: Object = Object {
    name: "GeckoTicker",
    doc: "The last 24 hours of a market, for CoinGecko. Figures without trades or offers are `0.0`.",
    fields: &[
        field("ticker_id", Text, "Base and quote, such as `BTC_AUD`."),
        optional("base_currency", Text, "Code of the base currency, in capitals."),
        optional("target_currency", Text, "Code of the target currency, in capitals."),
        field("last_price", Decimal, "Price of the last trade."),
        optional("base_volume", Decimal, "Traded volume in the base currency."),
        optional("target_volume", Decimal, "Traded volume in the target currency."),
        optional("bid", Decimal, "Highest price that somebody buys at."),
        optional("ask", Decimal, "Lowest price that somebody sells at."),
        optional("high", Decimal, "Highest price."),
        optional("low", Decimal, "Lowest price."),
    ],
};
