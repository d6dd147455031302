//! The threads that carry out calls.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};

/// One thread can check a response while the other serves the sockets.
const THREADS: usize = 2;

/// A thread with its own runtime. In a shared runtime, every call would wake all threads to look for work. With few calls
/// in flight, waking a thread is most of the cost of a call.
pub(super) struct Worker {
    /// Functions that start calls, run by the thread in order. A tokio runtime is woken by a system call for each task that
    /// another thread spawns, but a channel wakes its reader only if it sleeps.
    starts: mpsc::UnboundedSender<Box<dyn FnOnce() + Send>>,
    calls: AtomicUsize,
}

/// Cancels a call when it is dropped.
pub(super) type Cancel = oneshot::Sender<()>;

impl Worker {
    /// The worker with the fewest calls.
    ///
    /// # Errors
    /// The system has no thread or file descriptor left.
    pub(super) fn least_busy() -> io::Result<&'static Self> {
        let least_busy = all()?.iter().min_by_key(|worker| worker.calls.load(Ordering::Relaxed));
        least_busy.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Runs the future that `call` makes, until the other end of `canceled` is dropped. It is made inside the task, because
    /// one that is passed as an argument would be stored twice, in each of thousands of calls.
    pub(super) fn spawn<F>(&'static self, canceled: oneshot::Receiver<()>, call: impl FnOnce() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send,
    {
        let counted = Counted::enter(&self.calls);
        let start = move || {
            tokio::spawn(async move {
                let _counted = counted;
                tokio::select! {
                    biased;
                    _ = canceled => {}
                    () = call() => {}
                }
            });
        };
        // The thread never ends. If it did, the call would be dropped here, which completes it with an error.
        let _ = self.starts.send(Box::new(start));
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
        let (starts, mut started) = mpsc::unbounded_channel::<Box<dyn FnOnce() + Send>>();
        let run = move || {
            runtime.block_on(async {
                while let Some(start) = started.recv().await {
                    start();
                }
            });
        };
        std::thread::Builder::new().name("coinport".to_owned()).spawn(run)?;
        Ok(Worker { starts, calls: AtomicUsize::new(0) })
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
