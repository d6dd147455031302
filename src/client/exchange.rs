//! One request and its answer.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Client, Method, Response, Url};

use super::credentials::Credentials;
use super::network;
use super::progress::{self, Progress};
use crate::error::{Error, Phase};

/// What a server merely announces is not reserved beyond this many bytes.
const MAX_RESERVED: usize = 1024 * 1024;

/// A request, made anew for each attempt.
pub(super) struct Request<'c> {
    pub(super) method: &'c Method,
    pub(super) url: Url,
    pub(super) user_agent: &'c HeaderValue,
    pub(super) credentials: Option<&'c Credentials>,
    /// The caller's own headers, which win over ours.
    pub(super) headers: &'c HeaderMap,
    /// JSON text; `None` for a request that only reads.
    pub(super) body: Option<Bytes>,
    pub(super) progress: &'c Arc<Progress>,
}

impl Request<'_> {
    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(6);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, self.user_agent.clone());
        if self.body.as_ref().is_some_and(|body| !body.is_empty()) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        for (name, value) in self.headers {
            headers.insert(name, value.clone());
        }
        if let Some(credentials) = self.credentials {
            credentials.apply(&mut headers);
        }
        headers
    }

    /// Sends the request and reads the answer's head.
    pub(super) async fn send(self, client: &Client, connect_timeout_ms: u64) -> Result<Response, Error> {
        let host = self.url.host_str().unwrap_or_default().to_owned();
        let mut request = reqwest::Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers();
        if let Some(json) = self.body {
            // An empty body is never asked for, so that nothing would say that it left.
            if json.is_empty() {
                self.progress.body_leaves();
            }
            *request.body_mut() =
                Some(reqwest::Body::wrap(OnceBody { json: Some(json), progress: Arc::clone(self.progress) }));
        }
        progress::scope(self.progress, client.execute(request)).await.map_err(|error| {
            if error.is_connect() && error.is_timeout() {
                return Error::ConnectTimeout { limit_ms: connect_timeout_ms };
            }
            network::explain(&error, Phase::Headers, &host)
        })
    }
}

/// Headers as the caller wrote them, checked.
pub(super) fn own_headers(given: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let refuse = || Error::bad_option("headers", "must have names and values that HTTP allows");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refuse())?;
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| refuse())?);
    }
    Ok(headers)
}

/// Reads the body, up to `cap` bytes after decompression. `Ok(None)` says that it is larger.
pub(super) async fn read_body(mut response: Response, cap: usize) -> Result<Option<Bytes>, Error> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > cap) {
        return Ok(None);
    }
    let host = response.url().host_str().unwrap_or_default().to_owned();
    let explain = |error: &reqwest::Error| network::explain(error, Phase::Body, &host);
    // Most answers are one chunk, which then needs no copy.
    let mut body = response.chunk().await.map_err(|error| explain(&error))?.unwrap_or_default();
    if body.len() > cap {
        return Ok(None);
    }
    let mut whole: Option<Vec<u8>> = None;
    while let Some(chunk) = response.chunk().await.map_err(|error| explain(&error))? {
        let whole = whole.get_or_insert_with(|| {
            let expected = announced.unwrap_or_default().min(MAX_RESERVED);
            let mut whole = Vec::with_capacity(expected.max(body.len() + chunk.len()));
            whole.extend_from_slice(&body);
            whole
        });
        if whole.len() + chunk.len() > cap {
            return Ok(None);
        }
        whole.extend_from_slice(&chunk);
    }
    if let Some(whole) = whole {
        body = Bytes::from(whole);
    }
    Ok(Some(body))
}

/// A body that can be sent once only: reqwest cannot copy it, and so cannot send it again.
struct OnceBody {
    json: Option<Bytes>,
    progress: Arc<Progress>,
}

impl Body for OnceBody {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.progress.body_leaves();
        Poll::Ready(self.json.take().map(|json| Ok(Frame::data(json))))
    }

    fn is_end_stream(&self) -> bool {
        self.json.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.json.as_ref().map_or(0, |json| json.len() as u64))
    }
}
