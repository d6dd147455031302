//! Sends the requests of one client.

use std::sync::Arc;

use super::key_context::KeyContext;
use super::prepared_call::PreparedCall;
use super::reply::Failure;
use crate::client::config::credentials::Credentials;
use crate::client::config::{Config, KeySource};
use crate::client::response::{self, RawResponse};
use crate::client::transport::{self, Coding, Pool};
use crate::error::{Error, Phase};

/// The options, connections and keys of a client.
pub(in crate::client) struct Executor {
    pub(super) config: Config,
    pool: Arc<Pool>,
    /// For calls with the key of the client.
    own: KeyContext,
    /// For calls without a key.
    anonymous: KeyContext,
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

    /// The context of the key that a call uses.
    pub(super) fn key_context(&self, credentials: Option<&Credentials>) -> KeyContext {
        let Some(credentials) = credentials else { return self.anonymous.clone() };
        match &self.config.key {
            KeySource::Fixed(own) if own.as_sent() == credentials.as_sent() => self.own.clone(),
            _ => KeyContext::new(&self.config, Some(credentials)),
        }
    }

    /// The failure of a call that was refused before it had a request.
    pub(in crate::client) fn refused(&self, error: Error) -> Box<Failure> {
        Box::new(Failure::before_request(error, self.config.call.timeout_ms()))
    }

    /// Waits for admission, then sends the request of `call` once.
    pub(super) async fn send(&self, call: &PreparedCall, query: &str) -> Result<RawResponse, Error> {
        call.progress.enter(Phase::Queue);
        let _slot = call.admission.admit(call.rank(), call.deadline).await?;
        // Boxed only now: the future of a request is large, and thousands of calls may be waiting above.
        Box::pin(self.send_admitted(call, query)).await
    }

    /// Sends the request of `call` once, without waiting for admission.
    pub(super) async fn send_admitted(&self, call: &PreparedCall, query: &str) -> Result<RawResponse, Error> {
        let PreparedCall { request, progress, .. } = call;
        let http = if request.writes() { self.pool.for_writes()? } else { self.pool.for_reads()? };
        let sending = transport::Request {
            method: &request.method,
            url: self.config.base_url.join(&request.path, query)?,
            headers: request.headers(&self.config.user_agent),
            body: request.body.clone(),
            progress,
        };
        progress.count_attempt();
        let mut received = sending.send(&http).await?;
        progress.receive(received.status().as_u16());
        let (status, mut headers) = (received.status(), std::mem::take(received.headers_mut()));
        let coding = Coding::take(&mut headers);
        let head = response::head(status, &headers, &call.redactor);
        // The body of an error is read too, because dropping it would close the connection.
        let body = transport::read_body(received, coding, self.config.max_response_size).await;
        let response = RawResponse { head, headers, body };
        // The caller still holds the slot. Before the next call gets it, the cooldown must have started, and hyper must
        // have had a turn to return the connection to its pool.
        call.apply_retry_after(&response);
        tokio::task::yield_now().await;
        Ok(response)
    }
}
