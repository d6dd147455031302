//! Carries out calls. Each call is prepared, admitted, sent, read, retried and continued page by page under one deadline.
//! Only this module knows the modules for these steps; they do not know each other.

mod attempts;
mod call;
mod complete_list;
mod deadline;
mod executor;
mod key_context;
mod on_retry;
pub mod outcome;
pub mod pages;
mod pass_through;
mod prepared_call;
mod reply;
mod retry;

#[cfg(test)]
mod secrecy_tests;

pub use call::Call;
pub(super) use call::call;
pub(super) use executor::Executor;
pub use on_retry::{OnRetry, Retry};
pub use pass_through::PassThrough;
pub(super) use pass_through::pass_through;
pub use reply::{Failure, Reply};
