//! The only place where Rust meets Node. One way in ([`client`]), one way out ([`completion_queue`]), results
//! ready to be taken ([`hand_over`]), and failures as data ([`failure`]): errors are made in JavaScript, where they
//! get a stack. Time is measured by [`clock`], and whether both sides were built together is what [`declarations`] says.

pub mod client;
pub mod clock;
mod completion;
pub mod completion_queue;
pub mod declarations;
mod error;
mod runtime;
