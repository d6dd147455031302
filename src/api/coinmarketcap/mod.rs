//! What the exchange prepares for CoinMarketCap. Public by its own program; where a gateway in front of it asks for a
//! key, give one for the call.

pub mod assets;
pub mod order_book;
pub mod summary;
pub mod ticker;
pub mod trades;

use crate::schema::{Key, key};

const PAIR_KEY: Key =
    key("market_pair", "Base and quote, such as `BTC_AUD`. An unknown one is answered with status 404.");
