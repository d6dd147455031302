//! What everybody may read.

pub mod tickers;
