//! Past trades, for CoinGecko.

use super::TICKER_ID;
use crate::schema::Type::{Array, Decimal, Integer, Object as Of, OneOf};
use crate::schema::{Endpoint, Hint, Object, ParamKind, field, optional, param};

/// `GET coingecko/historical_trades`
pub static GET_GECKO_HISTORICAL_TRADES: Endpoint = Endpoint {
    name: "getGeckoHistoricalTrades",
    path: "coingecko/historical_trades",
    params: &[
        TICKER_ID,
        param("type", ParamKind::OneOf(&["buy", "sell"]), "Only trades where the taker was on this side."),
        param(
            "limit",
            ParamKind::Whole(0, 1000),
            "Number of trades. Default 0, which means all trades ever made: always give one.",
        ),
        param("start_time", ParamKind::Text, "Start time, as a date such as `2026-11-23 10:00 UTC`."),
        param("end_time", ParamKind::Text, "End time, as a date such as `2026-11-23 11:00 UTC`."),
    ],
    result: Of(&GECKO_HISTORICAL_TRADES),
    doc: "Past trades by side. Times are given as date text: the seconds of the published description fail with status \
          422. Some gateways require a key: pass it to the call.",
    hints: &[Hint::Code(
        "invalid",
        "Give start_time and end_time as date text, such as 2026-11-23 10:00 UTC. The exchange refuses seconds.",
    )],
    ..Endpoint::PLAIN
};

/// Past trades of both sides.
pub static GECKO_HISTORICAL_TRADES: Object = Object {
    name: "GeckoHistoricalTrades",
    doc: "Past trades, for CoinGecko.",
    fields: &[
        optional("buy", Array(&Of(&GECKO_TRADE)), "Trades where the taker bought."),
        optional("sell", Array(&Of(&GECKO_TRADE)), "Trades where the taker sold."),
    ],
};

/// A trade.
pub static GECKO_TRADE: Object = Object {
    name: "GeckoTrade",
    doc: "A trade, for CoinGecko.",
    fields: &[
        field("trade_id", Integer, "Id."),
        field("price", Decimal, "Price in the target currency."),
        field("base_volume", Decimal, "Amount in the base currency."),
        field("target_volume", Decimal, "Amount in the target currency."),
        optional("trade_timestamp", Integer, "Time of the trade, in milliseconds since 1970."),
        optional("type", OneOf(&["buy", "sell"]), "Side of the taker."),
    ],
};
