//! Past trades, as CoinGecko reads them.

use super::TICKER_ID;
use crate::schema::Type::{Array, Decimal, Integer, Object as Of, OneOf};
use crate::schema::{Endpoint, Hint, Object, ParamKind, field, optional, param};

/// `GET coingecko/historical_trades`
pub static GET_GECKO_HISTORICAL_TRADES: Endpoint = Endpoint {
    name: "getGeckoHistoricalTrades",
    path: "coingecko/historical_trades",
    params: &[
        TICKER_ID,
        param("type", ParamKind::OneOf(&["buy", "sell"]), "Only what takers did on this side."),
        param("limit", ParamKind::Whole(0, 1000), "Number of trades; 0 for all that ever were. Default 0: give one."),
        param("start_time", ParamKind::Text, "From this time on, as date text such as `2026-11-23 10:00 UTC`."),
        param("end_time", ParamKind::Text, "Up to this time, as date text such as `2026-11-23 11:00 UTC`."),
    ],
    result: Of(&GECKO_HISTORICAL_TRADES),
    doc: "Past trades by side. Times are date text: the seconds that the published description names are refused with \
          status 422. May need a key, given per call.",
    hints: &[Hint::Code(
        "invalid",
        "Give start_time and end_time as date text, such as 2026-11-23 10:00 UTC: seconds are refused.",
    )],
    ..Endpoint::PLAIN
};

/// Both sides.
pub static GECKO_HISTORICAL_TRADES: Object = Object {
    name: "GeckoHistoricalTrades",
    doc: "Past trades, for CoinGecko.",
    fields: &[
        optional("buy", Array(&Of(&GECKO_TRADE)), "What takers bought."),
        optional("sell", Array(&Of(&GECKO_TRADE)), "What takers sold."),
    ],
};

/// A trade.
pub static GECKO_TRADE: Object = Object {
    name: "GeckoTrade",
    doc: "A trade, for CoinGecko.",
    fields: &[
        field("trade_id", Integer, "Its id."),
        field("price", Decimal, "Price in the target currency."),
        field("base_volume", Decimal, "Amount in the base currency."),
        field("target_volume", Decimal, "Amount in the target currency."),
        optional("trade_timestamp", Integer, "When it happened, in milliseconds since 1970."),
        optional("type", OneOf(&["buy", "sell"]), "What the taker did."),
    ],
};
