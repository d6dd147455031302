//! One request and its answer.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Method, Response, Url};

use super::credentials::Credentials;
use super::progress::{self, Progress};
use super::transport::HttpClient;
use super::{body, network};
use crate::error::Error;

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
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT_ENCODING, body::ACCEPTED);
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
    pub(super) async fn send(self, client: &HttpClient) -> Result<Response, Error> {
        let host = self.url.host_str().unwrap_or_default().to_owned();
        let mut request = reqwest::Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers();
        if let Some(json) = self.body {
            // An empty body is never asked for, so that nothing would say that it left.
            if json.is_empty() && !self.progress.let_body_leave() {
                return Err(Error::Internal(GIVEN_UP.to_owned()));
            }
            *request.body_mut() =
                Some(reqwest::Body::wrap(OnceBody { json: Some(json), progress: Arc::clone(self.progress) }));
        }
        progress::scope(self.progress, client.execute(request)).await.map_err(|error| {
            if network::is_unprocessed(&error) {
                self.progress.body_was_ignored();
            }
            client.explain(&error, &host)
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

/// Nobody is left to see it: it makes the connection end.
const GIVEN_UP: &str = "the call was given up before its body left";

/// A body that can be sent once only: reqwest cannot copy it, and so cannot send it again.
struct OnceBody {
    json: Option<Bytes>,
    progress: Arc<Progress>,
}

impl Body for OnceBody {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let leaves = self.progress.let_body_leave();
        Poll::Ready(self.json.take().map(|json| if leaves { Ok(Frame::data(json)) } else { Err(GIVEN_UP) }))
    }

    fn is_end_stream(&self) -> bool {
        self.json.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.json.as_ref().map_or(0, |json| json.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn a_body_that_was_withheld_does_not_leave() {
        for withheld in [false, true] {
            let progress = Arc::<Progress>::default();
            assert!(!withheld || progress.withhold_body());
            let mut body = OnceBody { json: Some(Bytes::from_static(b"{}")), progress };
            let frame = Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(frame, Poll::Ready(Some(frame)) if frame.is_err() == withheld));
            assert!(body.is_end_stream());
        }
    }
}
