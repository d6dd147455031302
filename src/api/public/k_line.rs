//! Candles.

use super::MARKET_KEY;
use crate::schema::Type::{Array, Decimal, Integer, Tuple};
use crate::schema::{Element, Endpoint, ParamKind, param};

/// `GET public/markets/{market}/k-line`
pub static GET_K_LINE: Endpoint = Endpoint {
    name: "getKLine",
    path: "public/markets/{market}/k-line",
    keys: &[MARKET_KEY],
    params: &[
        param(
            "period",
            ParamKind::WholeOneOf(&[1, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 4320, 10080]),
            "Length of a candle in minutes. Default 1.",
        ),
        param("time_from", ParamKind::Seconds, "Start time, in seconds since 1970."),
        param("time_to", ParamKind::Seconds, "End time, in seconds since 1970."),
        param(
            "limit",
            ParamKind::Whole(1, 10_000),
            "Number of candles: the most recent, or with only `time_from` the first since then. Ignored if both times are \
             given. Default 30.",
        ),
    ],
    result: Array(&CANDLE),
    doc: "Candles, oldest first: `[time, open, high, low, close, volume]`, with the time in seconds since 1970 and the volume \
          in the base currency. A period without trades repeats the last price with volume 0. Decimals are written as the \
          exchange sends them, such as `9.299e-05`.",
    ..Endpoint::PLAIN
};

const CANDLE: crate::schema::Type = Tuple(&[
    Element { name: "time", ty: Integer },
    Element { name: "open", ty: Decimal },
    Element { name: "high", ty: Decimal },
    Element { name: "low", ty: Decimal },
    Element { name: "close", ty: Decimal },
    Element { name: "volume", ty: Decimal },
]);
