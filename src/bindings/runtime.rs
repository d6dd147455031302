//! The threads that the work is done on.

use std::convert::Infallible;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

/// Enough for any number of sockets; answers are checked on one while the other serves them.
const THREADS: usize = 2;

/// A thread with a runtime of its own. One runtime for all threads would wake them all for every call, to look for work
/// that they could take over; with few calls in flight, waking is most of what a call costs.
pub(super) struct Worker {
    runtime: Handle,
    calls: AtomicUsize,
    /// The thread ends when it is dropped.
    _running: oneshot::Sender<Infallible>,
}

impl Worker {
    /// The one with the fewest calls.
    ///
    /// # Errors
    /// The system gives no thread or descriptor for them.
    pub(super) fn least_busy() -> io::Result<&'static Self> {
        let least_busy = all()?.iter().min_by_key(|worker| worker.calls.load(Ordering::Relaxed));
        least_busy.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// `call` makes the future where it is awaited: one that is handed over would be kept twice, by each of thousands of calls.
    pub(super) fn spawn<F>(&'static self, call: impl FnOnce() -> F + Send + 'static) -> AbortHandle
    where
        F: Future<Output = ()> + Send,
    {
        let counted = Counted::enter(&self.calls);
        let task = self.runtime.spawn(async move {
            let _counted = counted;
            call().await;
        });
        task.abort_handle()
    }
}

/// The first call starts all, and they never stop: they serve every environment of the process. Where they cannot be
/// started, the next call tries again.
fn all() -> io::Result<&'static [Worker]> {
    static WORKERS: OnceLock<Vec<Worker>> = OnceLock::new();
    if let Some(workers) = WORKERS.get() {
        return Ok(workers);
    }
    let started = start()?;
    // Of two environments that start them at once, the second drops its own.
    Ok(WORKERS.get_or_init(|| started))
}

fn start() -> io::Result<Vec<Worker>> {
    // The threads outlive the environment that loaded the library.
    napi::bindgen_prelude::retain_current_module_for_unload_safety();
    let started = (0..THREADS).map(|_| {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (running, stopped) = oneshot::channel();
        let worker = Worker { runtime: runtime.handle().clone(), calls: AtomicUsize::new(0), _running: running };
        let run = move || runtime.block_on(stopped);
        std::thread::Builder::new().name("coinport".to_owned()).spawn(run)?;
        Ok(worker)
    });
    started.collect()
}

/// Counts a call, until it is dropped.
struct Counted(&'static AtomicUsize);

impl Counted {
    fn enter(calls: &'static AtomicUsize) -> Self {
        calls.fetch_add(1, Ordering::Relaxed);
        Self(calls)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
