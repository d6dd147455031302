//! How far a call is. It says what a call was doing when its time was over.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

use crate::error::Phase;

/// How far a call is; read when its time is over, or when it is given up.
#[derive(Default)]
pub struct Progress {
    phase: AtomicU8,
    attempts: AtomicU32,
    body: AtomicU8,
}

/// Nothing of the body has left; so is it for calls without one.
const HELD: u8 = 0;
/// Some of it may be on its way.
const LEFT: u8 = 1;
/// Nothing of it has left, and nothing will.
const WITHHELD: u8 = 2;

impl Progress {
    pub(in crate::client) fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    pub(in crate::client) fn sending(&self) {
        self.enter(Phase::Headers);
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether the body may leave, and then a byte of it may be on its way. Not after [`Self::withhold_body`].
    #[must_use]
    pub(super) fn let_body_leave(&self) -> bool {
        self.body.compare_exchange(HELD, LEFT, Ordering::Relaxed, Ordering::Relaxed).unwrap_or_else(|now| now)
            != WITHHELD
    }

    /// The server says that it did nothing with the body.
    pub(super) fn body_was_ignored(&self) {
        self.body.store(HELD, Ordering::Relaxed);
    }

    /// Keeps the body here from now on, for a call that has ended or is given up: a connection may belong to another
    /// thread, which is about to send it. `false` where some of it may have left.
    pub fn withhold_body(&self) -> bool {
        self.body.compare_exchange(HELD, WITHHELD, Ordering::Relaxed, Ordering::Relaxed).unwrap_or_else(|now| now)
            != LEFT
    }

    /// The connection is there, or has failed; unless the call went on over another one meanwhile.
    fn connected(&self) {
        let (from, to) = (Phase::Connect as u8, Phase::Headers as u8);
        let _ = self.phase.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }

    pub(in crate::client) fn phase(&self) -> Phase {
        let all = [Phase::Queue, Phase::Connect, Phase::Headers, Phase::Body, Phase::Backoff];
        let now = self.phase.load(Ordering::Relaxed);
        all.into_iter().find(|phase| *phase as u8 == now).unwrap_or(Phase::Queue)
    }

    pub(in crate::client) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }
}

tokio::task_local! {
    /// Whose request runs in this task.
    static CURRENT: Arc<Progress>;
}

/// Runs `request`; [`NoticeConnecting`] tells `progress` of the connection that is made for it.
pub(super) async fn scope<F: Future>(progress: &Arc<Progress>, request: F) -> F::Output {
    CURRENT.scope(Arc::clone(progress), request).await
}

/// Around a connector: it is first asked in the task of the request that needs the connection.
#[derive(Clone)]
pub(super) struct NoticeConnecting<S>(S);

/// Puts [`NoticeConnecting`] around a connector.
#[derive(Clone)]
pub(super) struct NoticeConnectingLayer;

impl<S> Layer<S> for NoticeConnectingLayer {
    type Service = NoticeConnecting<S>;

    fn layer(&self, connector: S) -> Self::Service {
        NoticeConnecting(connector)
    }
}

impl<S, Target> Service<Target> for NoticeConnecting<S>
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
    fn a_body_leaves_or_is_withheld_and_never_both() {
        let progress = Progress::default();
        assert!(progress.let_body_leave() && progress.let_body_leave());
        assert!(!progress.withhold_body() && progress.let_body_leave());
        progress.body_was_ignored();
        assert!(progress.withhold_body() && progress.withhold_body());
        assert!(!progress.let_body_leave());
    }
}
