//! A call that is ready to be sent.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::on_retry::OnRetry;
use crate::client::admission::{Admission, Priority, Rank, SequenceNumber};
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
    pub(super) on_retry: Option<OnRetry>,
    pub(super) admission: Arc<Admission>,
    pub(super) redactor: Arc<Redactor>,
}

impl PreparedCall {
    /// The query of the request, followed by `more`.
    pub(super) fn query(&self, more: &[(&str, u32)]) -> String {
        self.request.params.query(more)
    }

    /// What decides when it is sent, among the calls with its key.
    pub(super) fn rank(&self) -> Rank {
        let priority = match &self.request {
            request if request.cancels() => Priority::Cancel,
            request if request.writes() => Priority::Write,
            _ => Priority::Read,
        };
        Rank { priority, sequence: self.sequence }
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
        let result = self.result();
        if success.body.is_empty() && (success.head.status == 204 || matches!(result, Type::Nothing)) {
            return match result {
                Type::Nothing | Type::Any => Ok((Content::Text("null".to_owned()), 0)),
                _ => Err(self.mismatch_error(success, Mismatch::new("", "is empty"))),
            };
        }
        let (select, echoes) = (self.request.params.select.clone(), self.request.echoes.clone());
        let read = move |body: &[u8]| {
            #[cfg(feature = "inject-panics")]
            crate::error::injected_panic::at("decode");
            let read = decode::read(body, result, select.as_deref(), KnownTexts::shared())?;
            decode::check_echo(body, result, &echoes)?;
            Ok(read)
        };
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
        self.request.endpoint.map_or(&Type::Any, |endpoint| &endpoint.result)
    }
}
