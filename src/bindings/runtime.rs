//! The threads that the work is done on.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::{Builder, Handle};
use tokio::task::AbortHandle;

/// Enough for any number of sockets; answers are checked on one while the other serves them.
const THREADS: usize = 2;
/// Name look-ups, for each of the threads.
const BLOCKING_THREADS: usize = 2;

/// A thread with a runtime of its own. One runtime for all threads would wake them all for every call, to look for work
/// that they could take over; with few calls in flight, waking is most of what a call costs.
pub(super) struct Worker {
    runtime: Handle,
    calls: AtomicUsize,
}

impl Worker {
    /// The one with the fewest calls. The first call starts all, and they never stop: they serve every environment of the
    /// process.
    pub(super) fn least_busy() -> Result<&'static Self, String> {
        static WORKERS: OnceLock<Result<Vec<Worker>, String>> = OnceLock::new();
        let workers = WORKERS.get_or_init(start).as_ref().map_err(Clone::clone)?;
        let least_busy = workers.iter().min_by_key(|worker| worker.calls.load(Ordering::Relaxed));
        least_busy.ok_or_else(|| "there are no threads".to_owned())
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

fn start() -> Result<Vec<Worker>, String> {
    // The threads outlive the environment that loaded the library.
    napi::bindgen_prelude::retain_current_module_for_unload_safety();
    let started = (0..THREADS).map(|_| {
        let runtime = Builder::new_current_thread().max_blocking_threads(BLOCKING_THREADS).enable_all().build()?;
        let worker = Worker { runtime: runtime.handle().clone(), calls: AtomicUsize::new(0) };
        let run = move || runtime.block_on(std::future::pending::<()>());
        std::thread::Builder::new().name("coinport".to_owned()).spawn(run)?;
        Ok(worker)
    });
    started.collect::<std::io::Result<_>>().map_err(|error| format!("no threads could be started: {error}"))
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
