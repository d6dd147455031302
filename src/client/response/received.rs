//! A response as received, which becomes a success or an error.

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::error_response;
use super::redact::Redactor;
use crate::client::decode::Mismatch;
use crate::error::{Error, Head, ResponseError};

/// A response of any status.
pub(in crate::client) struct RawResponse {
    pub(in crate::client) head: Head,
    /// All headers as received, including those with credentials.
    pub(in crate::client) headers: HeaderMap,
    /// `Ok(None)` if the body is larger than allowed.
    pub(in crate::client) body: Result<Option<Bytes>, Error>,
}

/// A successful response with a complete body.
pub(in crate::client) struct Success {
    pub(in crate::client) head: Head,
    pub(in crate::client) body: Bytes,
}

impl RawResponse {
    /// Whether the status means success. All others are errors, including redirects.
    pub(in crate::client) fn is_success(&self, method: &Method) -> bool {
        match self.head.status {
            200 | 201 => true,
            204 => *method != Method::GET,
            _ => false,
        }
    }

    /// Whether a response of this status may ask to wait.
    pub(in crate::client) fn may_throttle(&self) -> bool {
        matches!(self.head.status, 429 | 503)
    }

    /// The response, if its body is complete, decompressed and not too large. `limit` is shown by the error.
    pub(in crate::client) fn into_success(self, limit: usize) -> Result<Success, Error> {
        // Decompression removes this header. It remains only if the server used an encoding that was not requested.
        let is_encoded = self.headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity");
        let body = self.body.map_err(|error| match error {
            Error::Decode { path, message, response: None } => {
                Error::Decode { path, message, response: Some(Box::new(self.head.clone())) }
            }
            other => other,
        })?;
        match body {
            Some(body) if is_encoded && !body.is_empty() => {
                let message = "is compressed with an encoding that was not requested".to_owned();
                Err(Error::Decode { path: String::new(), message, response: Some(Box::new(self.head)) })
            }
            Some(body) => Ok(Success { head: self.head, body }),
            None => Err(Error::TooLarge { limit, response: Box::new(self.head) }),
        }
    }

    /// This response as an error.
    pub(in crate::client) fn error(&self, redactor: &Redactor) -> ResponseError {
        let body = self.body.as_ref().ok().and_then(Option::as_deref).unwrap_or_default();
        error_response::read(self.head.clone(), &self.headers, body, redactor)
    }
}

impl Success {
    /// The error for a body that is not as documented.
    pub(in crate::client) fn mismatch_error(&self, mismatch: Mismatch) -> Error {
        Error::Decode { path: mismatch.path, message: mismatch.message, response: Some(Box::new(self.head.clone())) }
    }
}
