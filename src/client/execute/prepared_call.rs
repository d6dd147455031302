//! A call that is ready to be sent.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::client::admission::{Admission, SequenceNumber};
use crate::client::blocking::large_body;
use crate::client::config::CallConfig;
use crate::client::decode::{self, Content, Document, KnownTexts, Mismatch};
use crate::client::request::PreparedRequest;
use crate::client::response::{RawResponse, Redactor, Success};
use crate::client::transport::Progress;
use crate::error::Error;
use crate::schema::Type;

/// A call that is ready to be sent.
pub(super) struct PreparedCall {
    pub(super) request: PreparedRequest,
    pub(super) sequence: SequenceNumber,
    pub(super) deadline: Instant,
    pub(super) config: CallConfig,
    pub(super) progress: Arc<Progress>,
    pub(super) admission: Arc<Admission>,
    pub(super) redactor: Arc<Redactor>,
}

impl PreparedCall {
    /// The query of the request, followed by `more`.
    pub(super) fn query(&self, more: &[(&str, u32)]) -> String {
        self.request.params.query(more)
    }

    /// Starts the cooldown that a throttling response asks for.
    pub(super) fn apply_retry_after(&self, response: &RawResponse) {
        if !response.may_throttle() {
            return;
        }
        let error = response.error(&self.redactor);
        if let Some(seconds) = error.retry_after {
            self.admission.cooldown().start(Duration::from_secs(seconds), &error);
        }
    }

    /// Checks the body of `success`. Returns its content and the number of rows.
    pub(super) async fn read(&self, success: &Success) -> Result<(Content, usize), Error> {
        if success.body.is_empty() && success.head.status == 204 {
            return Ok((Content::Text("null".to_owned()), 0));
        }
        let (result, select) = (self.result(), self.request.params.select.clone());
        let read = move |body: &[u8]| decode::read(body, result, select.as_deref(), KnownTexts::shared());
        large_body::read(&success.body, read).await?.map_err(|mismatch| self.mismatch_error(success, mismatch))
    }

    /// Checks the body of `success`. Returns it as JSON, whether it could be packed or not.
    pub(super) async fn decode(&self, success: &Success) -> Result<Document<'static>, Error> {
        let result = self.result();
        let decode = move |body: &[u8]| decode::decode(body, result, None).map(Document::into_owned);
        large_body::read(&success.body, decode).await?.map_err(|mismatch| self.mismatch_error(success, mismatch))
    }

    /// The error for a body that is not as documented. Its path may hold a name that the server chose, so it is
    /// redacted.
    pub(super) fn mismatch_error(&self, success: &Success, mismatch: Mismatch) -> Error {
        success.mismatch_error(Mismatch { path: self.redactor.printable(&mismatch.path), ..mismatch })
    }

    fn result(&self) -> &'static Type {
        self.request.typed_endpoint().map_or(&Type::Any, |endpoint| &endpoint.result)
    }
}
