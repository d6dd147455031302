//! The Rust addon of the npm package `coinport`, the CoinPort exchange's API for Node.js.
//!
//! [`api`] declares the endpoints, in terms of [`schema`]. [`client`] sends calls to the exchange and checks the responses.
//! [`error`] says what can go wrong. [`bindings`] connects all this to Node, and is the only module that knows Node.

pub mod api;
pub mod bindings;
pub mod client;
pub mod error;
#[cfg(test)]
mod generate;
pub mod schema;
