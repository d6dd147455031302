//! Public data, which needs no key.

pub mod config;
pub mod currencies;
pub mod depth;
pub mod health;
pub mod k_line;
pub mod markets;
pub mod member_levels;
pub mod order_book;
pub mod tickers;
pub mod timestamp;
pub mod trades;
pub mod trading_fees;
pub mod version;
pub mod withdraw_limits;

use crate::schema::{Key, ParamKind, key};

pub(in crate::api) const ORDERING: ParamKind = ParamKind::OneOf(&["asc", "desc"]);
pub(in crate::api) const MARKET_TYPE: ParamKind = ParamKind::OneOf(&["spot", "qe"]);
const MARKET_KEY: Key =
    key("market", "Market id in lower case, such as `btcaud`. An unknown market fails with status 422.");
