//! Answers that take long to read: their I/O thread goes on serving other calls meanwhile.

use super::network;
use super::threads::Threads;
use crate::error::Error;

/// Decompressing or checking fewer bytes takes less than a millisecond; starting a thread for them would show.
pub(super) const LARGE: usize = 256 * 1024;

/// More of them at once would hold up what the I/O threads and Node do.
static READING: Threads = Threads::at_most(2);

pub(super) fn is_large(bytes: usize) -> bool {
    bytes >= LARGE
}

/// Runs `work`, which reads a large answer.
pub(super) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    READING.run(work).await.map_err(|error| network::of_this_machine(&error))
}
