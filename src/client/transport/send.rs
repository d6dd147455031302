//! Sends one request and waits for the status and headers of its response.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap};
use reqwest::{Method, Response, Url};

use super::pool::HttpClient;
use super::progress::{self, Progress};
use super::{body, errors};
use crate::error::Error;

/// One attempt of a request.
pub(in crate::client) struct Request<'c> {
    pub(in crate::client) method: &'c Method,
    pub(in crate::client) url: Url,
    pub(in crate::client) headers: HeaderMap,
    /// `None` for a request that only reads.
    pub(in crate::client) body: Option<Bytes>,
    pub(in crate::client) progress: &'c Arc<Progress>,
}

impl Request<'_> {
    /// Sends the request and waits for the status and headers of the response.
    pub(in crate::client) async fn send(self, client: &HttpClient) -> Result<Response, Error> {
        let host = self.url.host_str().unwrap_or_default().to_owned();
        let mut request = reqwest::Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers;
        request.headers_mut().entry(ACCEPT_ENCODING).or_insert(body::ACCEPTED);
        if let Some(json) = self.body {
            // hyper does not poll an empty body, so it must be reported here.
            if json.is_empty() && !self.progress.start_sending_body() {
                return Err(Error::Internal(CANCELED.to_owned()));
            }
            *request.body_mut() =
                Some(reqwest::Body::wrap(OnceBody { json: Some(json), progress: Arc::clone(self.progress) }));
        }
        progress::scope(self.progress, client.execute(request)).await.map_err(|error| {
            if errors::is_unprocessed(&error) {
                self.progress.body_not_processed();
            }
            client.explain(&error, &host)
        })
    }
}

/// Makes hyper close the connection. Callers do not see this error, because the call has already ended.
const CANCELED: &str = "the call was canceled before its body was sent";

/// A body that can be sent only once. reqwest cannot clone it, so it cannot send it again.
struct OnceBody {
    json: Option<Bytes>,
    progress: Arc<Progress>,
}

impl Body for OnceBody {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let may_send = self.progress.start_sending_body();
        Poll::Ready(self.json.take().map(|json| if may_send { Ok(Frame::data(json)) } else { Err(CANCELED) }))
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
    fn a_withheld_body_is_not_sent() {
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
