//! The progress of a call: its phase, its attempts, and whether its body has been sent.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, Ordering};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

use crate::error::Phase;

/// The progress of a call. It is read when the call times out or is canceled.
#[derive(Default)]
pub struct Progress {
    phase: AtomicU8,
    attempts: AtomicU32,
    body: AtomicU8,
    status: AtomicU16,
}

/// No part of the body has been sent. Also for calls without a body.
const NOT_SENT: u8 = 0;
/// Part of the body may have been sent.
const SENT: u8 = 1;
/// No part of the body has been sent, and none will be.
const WITHHELD: u8 = 2;

impl Progress {
    pub(in crate::client) fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    pub(in crate::client) fn count_attempt(&self) {
        self.enter(Phase::Headers);
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// Starts to read the body of a response with this `status`.
    pub(in crate::client) fn receive(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
        self.enter(Phase::Body);
    }

    /// The status of the response whose body is being read, or could not be read.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        (self.phase() == Phase::Body).then(|| self.status.load(Ordering::Relaxed))
    }

    /// Whether the body may be sent. If so, it counts as sent. `false` after [`Self::withhold_body`].
    #[must_use]
    pub(super) fn start_sending_body(&self) -> bool {
        self.body.compare_exchange(NOT_SENT, SENT, Ordering::Relaxed, Ordering::Relaxed).unwrap_or_else(|now| now)
            != WITHHELD
    }

    /// Counts the body as not sent, because the server says that it has not processed it.
    pub(super) fn body_not_processed(&self) {
        self.body.store(NOT_SENT, Ordering::Relaxed);
    }

    /// Prevents the body of an ended or canceled call from being sent, which the thread of its connection may be about to
    /// do. `false` if part of the body may have been sent.
    pub fn withhold_body(&self) -> bool {
        self.body.compare_exchange(NOT_SENT, WITHHELD, Ordering::Relaxed, Ordering::Relaxed).unwrap_or_else(|now| now)
            != SENT
    }

    /// Leaves the phase `Connect`, because the connection is established or has failed. Has no effect if the call has
    /// continued on another connection.
    fn connected(&self) {
        let (from, to) = (Phase::Connect as u8, Phase::Headers as u8);
        let _ = self.phase.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }

    pub(in crate::client) fn phase(&self) -> Phase {
        let all = [Phase::Queue, Phase::Connect, Phase::Headers, Phase::Body, Phase::Backoff];
        let now = self.phase.load(Ordering::Relaxed);
        all.into_iter().find(|phase| *phase as u8 == now).unwrap_or(Phase::Queue)
    }

    /// The number of requests that were sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }
}

tokio::task_local! {
    /// The call whose request runs in this task.
    static CURRENT: Arc<Progress>;
}

/// Runs `request`. [`ReportConnecting`] reports to `progress` when a connection is opened for it.
pub(super) async fn scope<F: Future>(progress: &Arc<Progress>, request: F) -> F::Output {
    CURRENT.scope(Arc::clone(progress), request).await
}

/// Wraps a connector. Its call finds the progress in `CURRENT`, because hyper makes it in the task of the request that
/// needs the connection.
#[derive(Clone)]
pub(super) struct ReportConnecting<S>(S);

/// Wraps a connector in [`ReportConnecting`].
#[derive(Clone)]
pub(super) struct ReportConnectingLayer;

impl<S> Layer<S> for ReportConnectingLayer {
    type Service = ReportConnecting<S>;

    fn layer(&self, connector: S) -> Self::Service {
        ReportConnecting(connector)
    }
}

impl<S, Target> Service<Target> for ReportConnecting<S>
where
    S: Service<Target>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, target: Target) -> Self::Future {
        let progress = CURRENT.try_with(Arc::clone).ok();
        if let Some(progress) = &progress {
            progress.enter(Phase::Connect);
        }
        let connecting = self.0.call(target);
        Box::pin(async move {
            let connection = connecting.await;
            if let Some(progress) = progress {
                progress.connected();
            }
            connection
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_sent_or_withheld_but_never_both() {
        let progress = Progress::default();
        assert!(progress.start_sending_body() && progress.start_sending_body());
        assert!(!progress.withhold_body() && progress.start_sending_body());
        progress.body_not_processed();
        assert!(progress.withhold_body() && progress.withhold_body());
        assert!(!progress.start_sending_body());
    }
}
