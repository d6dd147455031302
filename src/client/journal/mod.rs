//! The calls of this process that add something, such as an order, and the rows of the exchange that are known to be
//! theirs. All clients and worker threads share them, so that `reconcile` takes no row of another call for that of its own.

mod account;
mod entry;
mod known_rows;
mod store;

pub(in crate::client) use account::account;
pub use entry::{CLOCK_MARGIN, DEFAULT_WAIT, Identity};
pub use known_rows::Row;
pub use store::{Journal, Settlement, Token, shared};
