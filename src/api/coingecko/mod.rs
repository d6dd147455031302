//! What the exchange prepares for CoinGecko. Public by its own program; where a gateway in front of it asks for a key,
//! give one for the call.

pub mod historical_trades;
pub mod order_book;
pub mod pairs;
pub mod tickers;

use crate::schema::{Param, ParamKind, required};

const TICKER_ID: Param = required(
    "ticker_id",
    ParamKind::Text,
    "Base and quote, such as `BTC_AUD`. An unknown one is answered with status 404.",
);
