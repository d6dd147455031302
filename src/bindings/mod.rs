//! The only place where Rust meets Node. One way in ([`client`]), one way out ([`bridge`]), and
//! failures as data ([`failure`]): errors are made in JavaScript, where they get a stack.

pub mod bridge;
pub mod client;
mod failure;
mod runtime;
