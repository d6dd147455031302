//! One call, from what the caller gave to its end.

use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::time::Instant;

use super::deadline::{milliseconds, within_deadline};
use super::executor::{Executor, PreparedCall};
use super::reply::{Failure, Reply};
use super::{attempts, pages};
use crate::client::admission::SequenceNumber;
use crate::client::config::raw_options::{Options, RawOptions};
use crate::client::decode::{self, Content, Mismatch};
use crate::client::request::{PreparedRequest, Target, credentials_for};
use crate::client::response::{Success, shown};
use crate::client::transport::Progress;
use crate::error::{Error, Head};
use crate::schema::Type;

/// A call as it came from JavaScript.
pub struct Call {
    /// Its position among all calls of the process.
    pub sequence: SequenceNumber,
    /// Shared with those who may cancel the call.
    pub progress: Arc<Progress>,
    /// What is called.
    pub target: Target,
    /// The parameters, by their wire names.
    pub params: Map<String, Value>,
    /// `timeout`, `maxRetries` and `apiKey`, if they differ from the client's.
    pub options: RawOptions,
    /// The caller's own headers; no credential is among them.
    pub headers: Vec<(String, String)>,
}

/// Carries out `call`.
pub(in crate::client) async fn call(executor: &Executor, call: Call) -> Result<Reply, Box<Failure>> {
    let started = Instant::now();
    let call = prepare(executor, call, started).map_err(|error| refused(executor, error))?;
    // Boxed: the future is passed on twice and would be stored at each place.
    let run = Box::pin(async {
        match call.request.page_size_of_whole_list() {
            Some(page_size) => pages::read_all(executor, &call, page_size).await,
            None => read_one(executor, &call).await,
        }
    });
    within_deadline(executor, &call, &call.query(&[]), run).await
}

/// The failure of a call that was refused before there was a request.
pub(in crate::client) fn refused(executor: &Executor, error: Error) -> Box<Failure> {
    Box::new(Failure::before_request(error, milliseconds(executor.config.call)))
}

fn prepare(executor: &Executor, call: Call, started: Instant) -> Result<PreparedCall, Error> {
    let options = Options::new(&call.options.0, "", &["timeout", "maxRetries", "apiKey"])?;
    let config = executor.config.call.overridden(&options)?;
    let given_key = options.text("apiKey")?;
    let request = PreparedRequest::new(call.target, call.params, &call.headers, |auth| {
        credentials_for(auth, given_key, &executor.config.key)
    })?;
    let context = executor.key_context(request.credentials.as_ref());
    Ok(PreparedCall {
        sequence: call.sequence,
        deadline: started + config.timeout,
        progress: call.progress,
        admission: context.admission,
        redactor: context.redactor,
        request,
        config,
    })
}

/// A call with a single response.
async fn read_one(executor: &Executor, call: &PreparedCall) -> Result<(Head, Content), Error> {
    let success = attempts::fetch(executor, call, &call.query(&[])).await?;
    let (content, _) = call.read(&success)?;
    Ok((success.head, content))
}

impl PreparedCall {
    /// The checked body, and how many rows it has.
    pub(super) fn read(&self, success: &Success) -> Result<(Content, usize), Error> {
        if success.body.is_empty() && success.head.status == 204 {
            return Ok((Content::Text("null".to_owned()), 0));
        }
        let read = decode::read(&success.body, self.result(), self.request.params.select.as_ref());
        read.map_err(|mismatch| self.refuse(success, mismatch))
    }

    /// The error for a body that is not as documented. Its path may hold a name that the server chose, so it is
    /// redacted.
    pub(super) fn refuse(&self, success: &Success, mismatch: Mismatch) -> Error {
        success.refuse(Mismatch { path: shown(&mismatch.path, &self.redactor), ..mismatch })
    }

    pub(super) fn result(&self) -> &'static Type {
        self.request.typed().map_or(&Type::Any, |endpoint| &endpoint.result)
    }
}
