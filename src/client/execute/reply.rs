//! The result of a call: a reply or a failure.

use super::pages::Page;
use crate::client::decode::Content;
use crate::error::{Error, Head, Outcome};
use crate::schema::Endpoint;

/// A successful call.
#[derive(Debug)]
pub struct Reply {
    /// Status and headers of the response. If there were several pages, those of the last one.
    pub head: Head,
    /// The checked body.
    pub content: Content,
    /// The endpoint that declares the type of the content. `None` if the content may be any JSON or text.
    pub endpoint: Option<&'static Endpoint>,
    /// The number of requests that were sent.
    pub attempts: u32,
    /// For a single page of a list: what it says about the list, or what is wrong with its headers.
    pub page: Option<Result<Page, String>>,
    /// For a request of another library that changes something: why the exchange refused it, and its outcome.
    pub rejection: Option<Box<Failure>>,
}

/// A failed call.
#[derive(Debug)]
pub struct Failure {
    /// Why the call failed.
    pub error: Error,
    /// The status of the response, if there was one. A response whose body was not read completely counts too.
    pub status: Option<u16>,
    /// The HTTP method. Empty if the call was refused before it had a request.
    pub method: String,
    /// The URL. Empty if the call was refused before it had a request.
    pub url: String,
    /// The endpoint that was called, if it is declared.
    pub endpoint: Option<&'static Endpoint>,
    /// The timeout of the whole call in milliseconds.
    pub timeout_ms: u64,
    /// The number of requests that were sent.
    pub attempts: u32,
    /// Whether the requests carried a key.
    pub has_key: bool,
    /// The outcome of a call that changes something. `None` for other calls.
    pub outcome: Option<Outcome>,
}

impl Failure {
    /// The failure of a call that was refused before it had a request.
    #[must_use]
    pub fn before_request(error: Error, timeout_ms: u64) -> Self {
        let (method, url) = (String::new(), String::new());
        let (endpoint, outcome) = (None, None);
        Self { status: error.status(), error, method, url, endpoint, timeout_ms, attempts: 0, has_key: false, outcome }
    }
}
