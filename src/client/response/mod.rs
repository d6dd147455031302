//! Responses: their status and headers as callers see them, errors, `Retry-After` and redaction.

mod error_response;
mod head;
mod hint;
mod printable;
mod received;
mod redact;
mod retry_after;
mod unescape;

pub(super) use head::head;
pub use hint::hint;
pub(super) use received::{RawResponse, Success};
pub use redact::Redactor;
pub use retry_after::parse as parse_retry_after;
