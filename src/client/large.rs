//! Answers that take long to read: their I/O thread goes on serving other calls meanwhile.

use bytes::Bytes;

use super::network;
use super::threads::Threads;
use crate::error::Error;

/// Decompressing or checking fewer bytes takes less than a millisecond; starting a thread for them would show.
pub(super) const LARGE: usize = 256 * 1024;

/// More of them would take the processor from the I/O threads and from Node.
const AT_ONCE: usize = 2;
static READING: Threads = Threads::at_most(AT_ONCE);

pub(super) fn is_large(bytes: usize) -> bool {
    bytes >= LARGE
}

/// What `read` makes of `body`: here, or on another thread where it is large.
pub(super) async fn read<T: Send + 'static>(
    body: &Bytes,
    read: impl FnOnce(&[u8]) -> T + Send + 'static,
) -> Result<T, Error> {
    if !is_large(body.len()) {
        return Ok(read(body));
    }
    let body = body.clone();
    run(move || read(&body)).await
}

/// Runs `work`, which reads a large answer.
pub(super) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    READING.run(work).await.map_err(|error| network::of_this_machine(&error))
}

/// Takes all threads until what it gives is dropped: whatever needs one waits meanwhile.
#[cfg(test)]
pub(super) fn occupy(runtime: &tokio::runtime::Runtime) -> Vec<std::sync::mpsc::Sender<()>> {
    let occupied = (0..AT_ONCE).map(|_| {
        let (release, released) = std::sync::mpsc::channel();
        runtime.spawn(run(move || released.recv().is_ok()));
        release
    });
    let occupied = occupied.collect();
    runtime.block_on(tokio::task::yield_now());
    occupied
}
