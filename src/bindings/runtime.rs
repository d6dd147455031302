//! The threads that carry out calls.

use std::convert::Infallible;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

/// One thread can check a response while the other serves the sockets.
const THREADS: usize = 2;

/// A thread with its own runtime. In a shared runtime, every call would wake all threads to look for work. With few calls
/// in flight, waking a thread is most of the cost of a call.
pub(super) struct Worker {
    runtime: Handle,
    calls: AtomicUsize,
    /// Ends the thread on drop.
    _running: oneshot::Sender<Infallible>,
}

impl Worker {
    /// The worker with the fewest calls.
    ///
    /// # Errors
    /// The system has no thread or file descriptor left.
    pub(super) fn least_busy() -> io::Result<&'static Self> {
        let least_busy = all()?.iter().min_by_key(|worker| worker.calls.load(Ordering::Relaxed));
        least_busy.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Runs the future that `call` makes. It is made inside the task, because one that is passed as an argument would be
    /// stored twice, in each of thousands of calls.
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

/// All workers. The first call starts them, and they run until the process exits, because they serve every environment
/// (the main thread and Node's worker threads). If they cannot be started, the next call tries again.
fn all() -> io::Result<&'static [Worker]> {
    static WORKERS: OnceLock<Vec<Worker>> = OnceLock::new();
    if let Some(workers) = WORKERS.get() {
        return Ok(workers);
    }
    let started = start()?;
    // If two environments start workers at the same time, the second drops its own.
    Ok(WORKERS.get_or_init(|| started))
}

fn start() -> io::Result<Vec<Worker>> {
    // The threads outlive the environment that loaded this library.
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

/// Counts a running call until it is dropped.
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
        #[cfg(feature = "inject-panics")]
        crate::error::injected_panic::at("drop");
    }
}
