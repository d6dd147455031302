//! The only place where Rust meets Node. One way in ([`client`]), one way out ([`completion_queue`]), results
//! ready to be taken ([`hand_over`]), and failures as data ([`failure`]): errors are made in JavaScript, where they
//! get a stack.

pub mod client;
mod completion;
pub mod completion_queue;
mod error;
mod runtime;
