//! What calls of one client are carried out with, and a single attempt of one.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::key_context::KeyContext;
use crate::client::admission::{Admission, SequenceNumber};
use crate::client::config::credentials::Credentials;
use crate::client::config::{CallConfig, Config, KeySource};
use crate::client::request::PreparedRequest;
use crate::client::response::{self, RawResponse, Redactor};
use crate::client::transport::{self, Coding, Pool, Progress};
use crate::error::{Error, Phase};

/// The connections, the keys and the options of a client.
pub(in crate::client) struct Executor {
    pub(super) config: Config,
    pool: Arc<Pool>,
    /// For the client's own key.
    own: KeyContext,
    /// For calls without a key.
    anonymous: KeyContext,
}

/// A call that has been checked.
pub(super) struct PreparedCall {
    pub(super) request: PreparedRequest,
    pub(super) sequence: SequenceNumber,
    pub(super) deadline: Instant,
    pub(super) config: CallConfig,
    pub(super) progress: Arc<Progress>,
    pub(super) admission: Arc<Admission>,
    pub(super) redactor: Arc<Redactor>,
}

impl Executor {
    pub(in crate::client) fn new(config: Config) -> Self {
        let key = match &config.key {
            KeySource::Fixed(credentials) => Some(credentials),
            KeySource::Missing | KeySource::Function => None,
        };
        let own = KeyContext::new(&config, key);
        let anonymous = KeyContext::new(&config, None);
        Self { pool: Pool::shared(config.transport.clone()), own, anonymous, config }
    }

    pub(in crate::client) fn config(&self) -> &Config {
        &self.config
    }

    /// The context of the key that a call carries.
    pub(super) fn key_context(&self, credentials: Option<&Credentials>) -> KeyContext {
        let Some(credentials) = credentials else { return self.anonymous.clone() };
        match &self.config.key {
            KeySource::Fixed(own) if own.visible() == credentials.visible() => self.own.clone(),
            _ => KeyContext::new(&self.config, Some(credentials)),
        }
    }

    /// Waits for admission, then sends the request of `call` once.
    pub(super) async fn send(&self, call: &PreparedCall, query: &str) -> Result<RawResponse, Error> {
        call.progress.enter(Phase::Queue);
        let _slot = call.admission.admit(call.sequence, call.deadline).await?;
        // Boxed only now: thousands of calls may be waiting above, and the future of a request is large.
        Box::pin(self.exchange(call, query)).await
    }

    async fn exchange(&self, call: &PreparedCall, query: &str) -> Result<RawResponse, Error> {
        let PreparedCall { request, progress, .. } = call;
        let http = if request.writes() { self.pool.for_writes()? } else { self.pool.for_reads()? };
        let sending = transport::Request {
            method: &request.method,
            url: self.config.base_url.join(&request.path, query)?,
            headers: request.headers(&self.config.user_agent),
            body: request.body.clone(),
            progress,
        };
        progress.sending();
        let received = sending.send(&http).await?;
        progress.enter(Phase::Body);
        let (status, mut headers) = (received.status(), received.headers().clone());
        let coding = Coding::take(&mut headers);
        let head = response::head(status, &headers, &call.redactor);
        // The body of an error is read too: dropping it would close the connection.
        let body = transport::read_body(received, coding, self.config.max_response_size).await;
        let response = RawResponse { head, headers, body };
        // Before the slot is released: the next call must see the cooldown, and find the connection back in the pool.
        call.apply_retry_after(&response);
        tokio::task::yield_now().await;
        Ok(response)
    }
}

impl PreparedCall {
    /// The query of the request, with `more` at its end.
    pub(super) fn query(&self, more: &[(&str, u32)]) -> String {
        self.request.params.query(more)
    }

    /// Starts the cooldown that a throttling response asks for.
    fn apply_retry_after(&self, response: &RawResponse) {
        if !response.may_throttle() {
            return;
        }
        let error = response.error(&self.redactor);
        if let Some(seconds) = error.retry_after {
            self.admission.cooldown().start(Duration::from_secs(seconds), &error);
        }
    }
}
