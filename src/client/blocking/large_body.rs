//! Large responses are read on other threads, so that their I/O thread can serve other calls meanwhile.

use bytes::Bytes;

use super::thread_pool::ThreadPool;
use crate::error::{Error, Phase};

/// A smaller body is decompressed or checked in about 1 ms or less. Starting a thread for it would add 0.1 ms.
pub(in crate::client) const LARGE: usize = 512 * 1024;

/// More threads would take processor time from the I/O threads and from Node.
const MAX_THREADS: usize = 2;
static POOL: ThreadPool = ThreadPool::with_max_threads(MAX_THREADS);

pub(in crate::client) fn is_large(bytes: usize) -> bool {
    bytes >= LARGE
}

/// Runs `read` with `body`, on another thread if the body is large.
pub(in crate::client) async fn read<T: Send + 'static>(
    body: &Bytes,
    read: impl FnOnce(&[u8]) -> T + Send + 'static,
) -> Result<T, Error> {
    if !is_large(body.len()) {
        return Ok(read(body));
    }
    let body = body.clone();
    run(move || read(&body)).await
}

/// Runs `work`, which reads a large body, on another thread.
pub(in crate::client) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    POOL.run(work).await.map_err(|error| Error::of_system(&error, Phase::Body))
}

/// Occupies all threads until the result is dropped.
#[cfg(test)]
pub(in crate::client) fn occupy_all_threads(runtime: &tokio::runtime::Runtime) -> Vec<std::sync::mpsc::Sender<()>> {
    let occupied = (0..MAX_THREADS).map(|_| {
        let (release, released) = std::sync::mpsc::channel();
        runtime.spawn(run(move || released.recv().is_ok()));
        release
    });
    let occupied = occupied.collect();
    runtime.block_on(tokio::task::yield_now());
    occupied
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;

    use serde_json::{Map, Value, json};

    use super::*;
    use crate::client::config::{Config, Environment};
    use crate::client::{Call, Client, Failure, RawOptions, SequenceNumber, Target};

    /// The failure of a call with a large response while no thread is available to read it.
    fn call(method: &str, timeout: u64) -> Box<Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let _ = socket.read(&mut [0; 4096]);
            let _ = write!(socket, "HTTP/1.1 200 OK\r\ncontent-length: {LARGE}\r\n\r\n{}", " ".repeat(LARGE));
            let _ = socket.read(&mut [0; 4096]);
        });
        let options = json!({ "baseUrl": base_url, "timeout": timeout, "maxRetries": 0 });
        let config = Config::new(options.as_object().unwrap(), false, &Environment::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _occupied = occupy_all_threads(&runtime);
        let call = Call {
            sequence: SequenceNumber::next(),
            progress: Arc::default(),
            target: Target::Path { method: method.to_owned(), path: "public/x".to_owned(), endpoint: None },
            params: Map::from_iter([("a".to_owned(), Value::from("b"))]),
            options: RawOptions::default(),
            headers: Vec::new(),
            on_retry: None,
        };
        runtime.block_on(Client::new(config).call(call)).unwrap_err()
    }

    #[test]
    fn a_call_ends_at_its_deadline_while_its_response_is_being_read() {
        for (method, outcome) in [("GET", None), ("POST", Some("unknown"))] {
            let failure = call(method, 1000);
            assert!(matches!(failure.error, Error::Timeout { phase: Phase::Body, .. }), "{}", failure.error);
            assert_eq!(failure.outcome.map(|outcome| outcome.name()), outcome);
        }
    }
}
