//! Sends a request, and retries it if that may help.

use tokio::time::Instant;

use super::executor::Executor;
use super::on_retry::Retry;
use super::prepared_call::PreparedCall;
use super::retry::{Retries, jitter};
use crate::client::response::Success;
use crate::error::{Error, Phase};

/// Sends the request of `call` with this `query` until it succeeds or may not be retried. Only calls that read are
/// retried.
pub(super) async fn fetch(executor: &Executor, call: &PreparedCall, query: &str) -> Result<Success, Error> {
    retry(call, || attempt(executor, call, query)).await
}

/// Runs `attempt` until it succeeds or may not be retried.
pub(super) async fn retry<T, F>(call: &PreparedCall, mut attempt: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let once = call.request.writes() || call.request.endpoint.is_some_and(|endpoint| !endpoint.retried);
    let mut retries = Retries::new(if once { 0 } else { call.config.max_retries });
    loop {
        let started = Instant::now();
        let error = match attempt().await {
            Ok(value) => {
                retries.succeeded(&mut call.admission.budget());
                return Ok(value);
            }
            Err(error) => error,
        };
        let left = call.deadline.saturating_duration_since(Instant::now());
        let Some(delay) = retries.next_delay(&error, left, jitter(), &mut call.admission.budget()) else {
            return Err(error);
        };
        if let Some(on_retry) = &call.on_retry {
            let (attempt, duration) = (call.progress.attempts(), started.elapsed());
            on_retry(&Retry { attempt, error: &error, duration, delay });
        }
        if !delay.is_zero() {
            call.progress.enter(Phase::Backoff);
            tokio::time::sleep(delay).await;
        }
    }
}

async fn attempt(executor: &Executor, call: &PreparedCall, query: &str) -> Result<Success, Error> {
    let response = executor.send(call, query).await?;
    if response.is_success(&call.request.method) {
        response.into_success(executor.config.max_response_size)
    } else {
        Err(Error::Response(Box::new(response.error(&call.redactor))))
    }
}
