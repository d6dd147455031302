//! Tickers: the last 24 hours of every market.

use super::MARKET_KEY;
use crate::schema::Type::{Decimal, Integer, Map, Nullable, Object as Of, Text};
use crate::schema::{Endpoint, Object, ParamKind, field, optional, param};

/// `GET public/markets/tickers`
pub static GET_TICKERS: Endpoint = Endpoint {
    name: "getTickers",
    path: "public/markets/tickers",
    params: &[param(
        "markets",
        ParamKind::Select,
        "Only these market ids, such as `['btcaud']`. Unknown ids are left out, and `[]` gives `{}`. This is not sent: the \
         exchange always sends all markets, but only these reach JavaScript, which saves time.",
    )],
    result: Map(&Of(&TICKER)),
    doc: "The last 24 hours of every market that is traded, by market id, including hidden markets. The exchange updates the \
          tickers about every 5 seconds. If its timer stops, it serves old ones, so check `at`. To find the currencies of \
          a market, use `base_unit` and `quote_unit` of {@link getMarkets} and do not split the id. {@link getGeckoTickers} \
          has the best bid and ask.",
    ..Endpoint::PLAIN
};

/// `GET public/markets/{market}/tickers`
pub static GET_TICKER: Endpoint = Endpoint {
    name: "getTicker",
    path: "public/markets/{market}/tickers",
    keys: &[MARKET_KEY],
    result: Of(&TICKER),
    doc: "The last 24 hours of one market, computed for this call.",
    ..Endpoint::PLAIN
};

/// The ticker of one market.
pub static TICKER: Object = Object {
    name: "Ticker",
    doc: "The last 24 hours of a market, and when they were computed.",
    fields: &[
        field("at", Integer, "When this was computed, in seconds since 1970."),
        field("ticker", Of(&TICKER_VALUES), "Figures."),
    ],
};

/// The figures of a ticker.
pub static TICKER_VALUES: Object = Object {
    name: "TickerValues",
    doc: "The last 24 hours of a market. If there were no trades in that time, all figures except `last` are zero.",
    fields: &[
        optional(
            "at",
            Nullable(&Integer),
            "When this was computed, in seconds since 1970. Absent or `null` if the exchange computed it on request.",
        ),
        optional("avg_price", Decimal, "Average price, weighted by volume, in the quote currency."),
        field("high", Decimal, "Highest price, in the quote currency."),
        field(
            "last",
            Decimal,
            "Price of the last trade, however long ago, in the quote currency; zero if there was none.",
        ),
        field("low", Decimal, "Lowest price, in the quote currency."),
        field("open", Decimal, "Price of the first trade of the 24 hours, in the quote currency."),
        optional("price_change_percent", Text, "Change from `open` to `last` as text, such as `+1.37%`."),
        field("volume", Decimal, "Traded volume in the quote currency."),
        optional("amount", Decimal, "Traded volume in the base currency."),
        optional("vol", Decimal, "The same as `volume`; present only if the exchange computed it on request."),
    ],
};
