//! The loop of attempts: wait for a turn, send, and look at what came back.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::time::Instant;

use super::body::{self, Coding};
use super::call::Checked;
use super::decode::Mismatch;
use super::exchange::Request;
use super::redact::Redactor;
use super::retry::{Attempts, THROTTLING};
use super::{Client, response};
use crate::error::{Error, Head, Phase, ResponseError};

/// One answer, whatever its status.
pub(super) struct Answer {
    pub(super) head: Head,
    /// As they came, secret ones included.
    pub(super) headers: HeaderMap,
    pub(super) body: Result<Option<Bytes>, Error>,
}

/// A 2xx answer.
pub(super) struct Success {
    pub(super) head: Head,
    pub(super) body: Bytes,
}

impl Answer {
    /// The body, if it came whole, can be read and is not too large.
    pub(super) fn body(self, most: usize) -> Result<Success, Error> {
        // What was asked for is decoded by now, and its header gone.
        let encoded = self.headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity");
        let body = self.body.map_err(|error| match error {
            Error::Decode { path, message, response: None } => {
                Error::Decode { path, message, response: Some(Box::new(self.head.clone())) }
            }
            other => other,
        })?;
        match body {
            Some(body) if encoded && !body.is_empty() => {
                let message = "is compressed in a way that nobody asked for".to_owned();
                Err(Error::Decode { path: String::new(), message, response: Some(Box::new(self.head)) })
            }
            Some(body) => Ok(Success { head: self.head, body }),
            None => Err(Error::TooLarge { limit: most, response: Box::new(self.head) }),
        }
    }

    /// What an answer that is refused says.
    fn told(&self, redactor: &Redactor) -> ResponseError {
        let body = self.body.as_ref().ok().and_then(Option::as_deref).unwrap_or_default();
        response::error(self.head.clone(), &self.headers, body, redactor)
    }
}

impl Success {
    pub(super) fn refuse(&self, mismatch: Mismatch) -> Error {
        Error::Decode { path: mismatch.path, message: mismatch.message, response: Some(Box::new(self.head.clone())) }
    }
}

impl Client {
    /// Sends the request of `call` with this `query`, again where that may help and the caller only reads.
    pub(super) async fn fetch(&self, call: &Checked, query: &str) -> Result<Success, Error> {
        let once = call.body.is_some() || call.endpoint.is_some_and(|endpoint| !endpoint.retried);
        let retries = if once { 0 } else { call.config.max_retries };
        let mut attempts = Attempts::new(retries);
        loop {
            let error = match self.attempt(call, query).await {
                Ok(answer) => {
                    attempts.succeeded(&mut call.lane.budget());
                    return Ok(answer);
                }
                Err(error) => error,
            };
            let left = call.deadline.saturating_duration_since(Instant::now());
            let pause = attempts.again(&error, left, chance(), &mut call.lane.budget());
            let Some(pause) = pause else { return Err(error) };
            if !pause.is_zero() {
                call.progress.enter(Phase::Backoff);
                tokio::time::sleep(pause).await;
            }
        }
    }

    async fn attempt(&self, call: &Checked, query: &str) -> Result<Success, Error> {
        let answer = self.exchange(call, query).await?;
        if !is_success(answer.head.status, &call.method) {
            return Err(Error::Response(Box::new(answer.told(&call.redactor))));
        }
        answer.body(self.config.max_response_size)
    }

    /// Sends the request of `call` once, when its turn has come.
    pub(super) async fn exchange(&self, call: &Checked, query: &str) -> Result<Answer, Error> {
        call.progress.enter(Phase::Queue);
        let _slot = call.lane.admit(call.arrival, call.deadline).await?;
        // On the heap only now: thousands of calls may be waiting above, and there each byte counts.
        Box::pin(self.send(call, query)).await
    }

    async fn send(&self, call: &Checked, query: &str) -> Result<Answer, Error> {
        let client = if call.body.is_some() { self.transport.writing()? } else { self.transport.reading()? };
        let request = Request {
            method: &call.method,
            url: self.config.base_url.join(&call.path, query)?,
            user_agent: &self.config.user_agent,
            credentials: call.credentials.as_ref(),
            headers: &call.headers,
            body: call.body.clone(),
            progress: &call.progress,
        };
        call.progress.sending();
        let answer = request.send(&client).await?;
        call.progress.enter(Phase::Body);
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        let coding = Coding::take(&mut headers);
        let head = response::head(status, &headers, &call.redactor);
        // The body of an error is read too: dropping it would cost the connection.
        let answer = Answer { head, headers, body: body::read(answer, coding, self.config.max_response_size).await };
        // Before the slot is free: the next in line must find the gate closed, and the connection back in the pool.
        call.heed(&answer);
        tokio::task::yield_now().await;
        Ok(answer)
    }
}

impl Checked {
    /// Where the answer asks to wait, all calls with its key to its origin do.
    fn heed(&self, answer: &Answer) {
        if !THROTTLING.contains(&answer.head.status) {
            return;
        }
        let told = answer.told(&self.redactor);
        if let Some(seconds) = told.retry_after {
            self.lane.gate().close(Duration::from_secs(seconds), &told);
        }
    }
}

/// What the exchange sends for a call that it carried out; anything else, a redirect above all, is refused.
fn is_success(status: u16, method: &Method) -> bool {
    matches!((status, method), (200 | 201, _) | (204, &Method::POST | &Method::PUT | &Method::PATCH | &Method::DELETE))
}

/// From 0 to 1, different for every call. The seeds of hash maps are random enough to spread retries.
fn chance() -> f64 {
    const STEPS: u64 = 1 << 32;
    #[allow(clippy::cast_precision_loss, reason = "both are below 2^53")]
    let fraction = (RandomState::new().hash_one(0u8) % STEPS) as f64 / STEPS as f64;
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kolmogorov and Smirnov's test: chance alone exceeds the bound once in a million runs.
    #[test]
    fn chances_are_uniform() {
        const COUNT: u32 = 10_000;
        let mut chances: Vec<f64> = (0..COUNT).map(|_| chance()).collect();
        chances.sort_by(f64::total_cmp);
        let distance = chances.iter().zip(0..COUNT).map(|(chance, rank)| {
            let (below, above) = (f64::from(rank) / f64::from(COUNT), f64::from(rank + 1) / f64::from(COUNT));
            (chance - below).abs().max((above - chance).abs())
        });
        let distance = distance.fold(0.0, f64::max);
        assert!(distance < (2e6f64.ln() / 2.0 / f64::from(COUNT)).sqrt(), "{distance}");
        assert!(chances.iter().all(|chance| (0.0..=1.0).contains(chance)));
    }
}
