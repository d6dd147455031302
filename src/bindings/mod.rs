//! The only place where Rust meets Node. One way in ([`client`]), one way out ([`bridge`]), results
//! ready to be taken ([`hand_over`]), and failures as data ([`failure`]): errors are made in JavaScript, where they
//! get a stack.

pub mod bridge;
pub mod client;
mod failure;
mod hand_over;
mod runtime;
