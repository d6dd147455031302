//! Data for CoinMarketCap. The exchange makes it public. If a gateway in front of it requires a key, pass one to the
//! call.

pub mod assets;
pub mod order_book;
pub mod summary;
pub mod ticker;
pub mod trades;

use crate::schema::{Key, key};

const PAIR_KEY: Key = key("market_pair", "Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404.");
