//! The threads that the work is done on.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

/// Enough for any number of sockets; answers are checked on the second while the first serves them.
const WORKERS: usize = 2;
/// Name look-ups and the reading of certificates.
const BLOCKING_THREADS: usize = 4;

/// The runtime, started by the first call and never stopped: it serves every worker thread of the process.
pub(super) fn runtime() -> Result<&'static Runtime, String> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let started = RUNTIME.get_or_init(|| {
        // Its threads outlive the environment that loaded the library.
        napi::bindgen_prelude::retain_current_module_for_unload_safety();
        Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .max_blocking_threads(BLOCKING_THREADS)
            .thread_name("coinport")
            .enable_all()
            .build()
            .map_err(|error| format!("no threads could be started: {error}"))
    });
    started.as_ref().map_err(Clone::clone)
}
