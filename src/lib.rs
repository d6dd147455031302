//! The native half of the npm package `coinport`: the CoinPort exchange's API for Node.js.
//!
//! [`bindings`] is where Rust meets Node. [`api`] declares the endpoints in terms of [`schema`]. [`client`] carries a
//! call to the exchange and checks what comes back. [`error`] says what can go wrong. Only [`bindings`] knows Node.

pub mod api;
pub mod bindings;
pub mod client;
pub mod error;
#[cfg(test)]
mod generate;
pub mod schema;
