//! The native half of the npm package `coinport`: the CoinPort exchange's API for Node.js.
//!
//! Each module knows only those after it: [`bindings`] is where Rust meets Node, [`api`] declares
//! the endpoints, [`client`] carries a call to the exchange and checks what comes back, and
//! [`error`] says what can go wrong. Only [`bindings`] knows that Node exists.

pub mod api;
pub mod bindings;
pub mod client;
pub mod error;
#[cfg(test)]
mod generate;
