//! How a call ends.

use super::pages::Page;
use crate::client::decode::Content;
use crate::error::{Error, Head, Outcome};
use crate::schema::Endpoint;

/// A successful call.
#[derive(Debug)]
pub struct Reply {
    /// Status and headers of the response; of the last page if there were several.
    pub head: Head,
    /// The checked body.
    pub content: Content,
    /// The endpoint whose type the content has. `None` if the content is arbitrary JSON or text.
    pub endpoint: Option<&'static Endpoint>,
    /// Requests that were sent.
    pub attempts: u32,
    /// For a single page of a list: what it says of the list, or what is wrong with that.
    pub page: Option<Result<Page, String>>,
}

/// A failed call.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The HTTP method; empty if the call was refused before it had one.
    pub method: String,
    /// The URL; empty if the call was refused before it had one.
    pub url: String,
    /// The endpoint that was called, if it is a declared one.
    pub endpoint: Option<&'static Endpoint>,
    /// The limit of the whole call in milliseconds.
    pub timeout_ms: u64,
    /// Requests that were sent.
    pub attempts: u32,
    /// For a call that changes something.
    pub outcome: Option<Outcome>,
}

impl Failure {
    /// A failure before there was a request.
    #[must_use]
    pub fn before_request(error: Error, timeout_ms: u64) -> Self {
        let (method, url) = (String::new(), String::new());
        Self { error, method, url, endpoint: None, timeout_ms, attempts: 0, outcome: None }
    }
}
