//! Work that would hold up an I/O thread, on threads of its own. A thread ends with its work: an idle process has none.

use std::io;
use std::thread;

use tokio::sync::{Semaphore, oneshot};

/// How many threads one kind of work may have at once. Kinds do not share: none waits for another.
pub(in crate::client) struct Threads(Semaphore);

impl Threads {
    pub(in crate::client) const fn at_most(count: usize) -> Self {
        Self(Semaphore::const_new(count))
    }

    /// Runs `work` as soon as it may have a thread. Once begun, it runs to its end, also where nobody waits for it any
    /// more.
    ///
    /// # Errors
    /// The system starts no thread, or `work` panicked.
    pub(in crate::client) async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> io::Result<T> {
        let permit = self.0.acquire().await.map_err(io::Error::other)?;
        let (done, result) = oneshot::channel();
        thread::Builder::new().name("coinport".to_owned()).spawn(move || {
            let result = work();
            // First, so that whoever comes next need not wait for the thread to end.
            drop(permit);
            let _ = done.send(result);
        })?;
        result.await.map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    fn run<F: Future>(future: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
    }

    #[test]
    fn work_that_is_stuck_holds_up_its_own_kind_only() {
        static STUCK: Threads = Threads::at_most(1);
        static OTHER: Threads = Threads::at_most(1);
        let (release, released) = mpsc::channel::<()>();
        run(async {
            let stuck = tokio::spawn(STUCK.run(move || released.recv()));
            tokio::task::yield_now().await;
            assert_eq!(OTHER.run(|| 7).await.unwrap(), 7);
            let waits = tokio::time::timeout(Duration::from_millis(20), STUCK.run(|| 7)).await;
            assert!(waits.is_err(), "a second thread was started");
            drop(release);
            assert!(stuck.await.unwrap().unwrap().is_err());
            assert_eq!(STUCK.run(|| 7).await.unwrap(), 7);
        });
    }

    #[test]
    fn work_that_nobody_waits_for_gives_its_thread_back() {
        static THREADS: Threads = Threads::at_most(1);
        let (begun, has_begun) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        run(async {
            let abandoned = tokio::spawn(THREADS.run(move || {
                begun.send(()).unwrap();
                released.recv()
            }));
            tokio::task::yield_now().await;
            has_begun.recv().unwrap();
            abandoned.abort();
            assert!(abandoned.await.is_err());
            release.send(()).unwrap();
            assert_eq!(THREADS.run(|| 7).await.unwrap(), 7);
        });
    }
}
