//! The only place where Rust meets Node. One way in ([`client`]), one way out ([`bridge`]), results
//! ready to be taken ([`hand_over`]), and failures as data ([`failure`]): errors are made in JavaScript, where they
//! get a stack. Time is measured by [`clock`], and whether both sides were built together is what [`declarations`] says.

pub mod bridge;
pub mod client;
pub mod clock;
pub mod declarations;
mod failure;
mod hand_over;
mod runtime;
