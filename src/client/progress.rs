//! How far a call is. It says what a call was doing when its time was over.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

use crate::error::Phase;

/// How far a call is; read when its time is over.
#[derive(Default)]
pub(super) struct Progress {
    phase: AtomicU8,
    attempts: AtomicU32,
    body_left: AtomicBool,
}

impl Progress {
    pub(super) fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    pub(super) fn sending(&self) {
        self.enter(Phase::Headers);
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// From now on, a byte of the body may be on its way.
    pub(super) fn body_leaves(&self) {
        self.body_left.store(true, Ordering::Relaxed);
    }

    /// The server says that it did nothing with the body.
    pub(super) fn body_was_ignored(&self) {
        self.body_left.store(false, Ordering::Relaxed);
    }

    /// The connection is there, or has failed; unless the call went on over another one meanwhile.
    fn connected(&self) {
        let (from, to) = (Phase::Connect as u8, Phase::Headers as u8);
        let _ = self.phase.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }

    pub(super) fn phase(&self) -> Phase {
        let all = [Phase::Queue, Phase::Connect, Phase::Headers, Phase::Body, Phase::Backoff];
        let now = self.phase.load(Ordering::Relaxed);
        all.into_iter().find(|phase| *phase as u8 == now).unwrap_or(Phase::Queue)
    }

    pub(super) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    pub(super) fn body_left(&self) -> bool {
        self.body_left.load(Ordering::Relaxed)
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
