//! The only place where Rust meets Node. Calls start in [`client`] and end in [`completion_queue`]. Failures are passed on
//! as data, because only an error that is made in JavaScript has a useful stack.

pub mod client;
pub mod clock;
mod completion;
pub mod completion_queue;
pub mod declarations;
mod error;
#[cfg(feature = "inject-panics")]
pub mod injected_panic;
pub mod journal;
mod runtime;
