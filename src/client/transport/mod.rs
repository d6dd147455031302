//! Sockets and HTTP: sends one request and reads its response.

mod body;
mod decompress;
mod dns;
mod errors;
mod pool;
mod progress;
mod proxy_errors;
mod send;

pub(super) use body::{Coding, read as read_body};
pub(super) use pool::Pool;
pub use progress::Progress;
pub(super) use send::Request;
