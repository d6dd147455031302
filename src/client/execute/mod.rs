//! Carries a call out. This is the only module that knows the others: it prepares the request, waits for admission,
//! sends, reads the response, retries, and reads further pages, all under one deadline.

mod attempts;
mod call;
mod complete_list;
mod deadline;
mod executor;
mod key_context;
pub mod outcome;
pub mod pages;
mod pass_through;
mod reply;
mod retry;

#[cfg(test)]
mod secrecy_tests;

pub use call::Call;
pub(super) use call::{call, refused};
pub(super) use executor::Executor;
pub use pass_through::PassThrough;
pub(super) use pass_through::pass_through;
pub use reply::{Failure, Reply};
