//! A pool without idle threads: a thread ends with its work, so an idle process has none.

use std::io;
use std::thread;

use tokio::sync::{Semaphore, oneshot};

/// The threads for one kind of work. Each kind has a pool of its own, so that none has to wait for another.
pub(in crate::client) struct ThreadPool(Semaphore);

impl ThreadPool {
    pub(in crate::client) const fn with_max_threads(count: usize) -> Self {
        Self(Semaphore::const_new(count))
    }

    /// Runs `work` as soon as a thread is available. Work that has started runs to its end, even if this future is dropped.
    ///
    /// # Errors
    /// The system could not start a thread, or `work` panicked.
    pub(in crate::client) async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> io::Result<T> {
        let permit = self.0.acquire().await.map_err(io::Error::other)?;
        let (done, result) = oneshot::channel();
        thread::Builder::new().name("coinport".to_owned()).spawn(move || {
            let result = work();
            // Before the result is sent, so that the caller can start more work at once.
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
    fn blocked_work_delays_only_its_own_pool() {
        static BLOCKED: ThreadPool = ThreadPool::with_max_threads(1);
        static OTHER: ThreadPool = ThreadPool::with_max_threads(1);
        let (release, released) = mpsc::channel::<()>();
        run(async {
            let blocked = tokio::spawn(BLOCKED.run(move || released.recv()));
            tokio::task::yield_now().await;
            assert_eq!(OTHER.run(|| 7).await.unwrap(), 7);
            let waits = tokio::time::timeout(Duration::from_millis(20), BLOCKED.run(|| 7)).await;
            assert!(waits.is_err(), "a second thread was started");
            drop(release);
            assert!(blocked.await.unwrap().unwrap().is_err());
            assert_eq!(BLOCKED.run(|| 7).await.unwrap(), 7);
        });
    }

    #[test]
    fn abandoned_work_releases_its_thread() {
        static POOL: ThreadPool = ThreadPool::with_max_threads(1);
        let (begun, has_begun) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        run(async {
            let abandoned = tokio::spawn(POOL.run(move || {
                begun.send(()).unwrap();
                released.recv()
            }));
            tokio::task::yield_now().await;
            has_begun.recv().unwrap();
            abandoned.abort();
            assert!(abandoned.await.is_err());
            release.send(()).unwrap();
            assert_eq!(POOL.run(|| 7).await.unwrap(), 7);
        });
    }
}
