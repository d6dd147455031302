//! Data for CoinGecko. The exchange makes it public. If a gateway in front of it requires a key, pass one to the
//! call.

pub mod historical_trades;
pub mod order_book;
pub mod pairs;
pub mod tickers;

use crate::schema::{Param, ParamKind, required};

const TICKER_ID: Param =
    required("ticker_id", ParamKind::Text, "Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404.");
