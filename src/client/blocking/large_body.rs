//! Answers that take long to read: their I/O thread goes on serving other calls meanwhile.

use bytes::Bytes;

use super::threads::Threads;
use crate::error::{Error, Phase};

/// Fewer bytes are decompressed or checked in about a millisecond, to which starting a thread would add a tenth.
pub(in crate::client) const LARGE: usize = 512 * 1024;

/// More of them would take the processor from the I/O threads and from Node.
const AT_ONCE: usize = 2;
static READING: Threads = Threads::at_most(AT_ONCE);

pub(in crate::client) fn is_large(bytes: usize) -> bool {
    bytes >= LARGE
}

/// What `read` makes of `body`: here, or on another thread where it is large.
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

/// Runs `work`, which reads a large answer.
pub(in crate::client) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    READING.run(work).await.map_err(|error| Error::of_system(&error, Phase::Body))
}

/// Takes all threads until what it gives is dropped: whatever needs one waits meanwhile.
#[cfg(test)]
pub(in crate::client) fn occupy(runtime: &tokio::runtime::Runtime) -> Vec<std::sync::mpsc::Sender<()>> {
    let occupied = (0..AT_ONCE).map(|_| {
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

    /// What becomes of a call with this method whose answer is large, while no thread is free to read it.
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
        let _occupied = occupy(&runtime);
        let call = Call {
            sequence: SequenceNumber::next(),
            progress: Arc::default(),
            target: Target::Path { method: method.to_owned(), path: "public/x".to_owned(), endpoint: None },
            params: Map::from_iter([("a".to_owned(), Value::from("b"))]),
            options: RawOptions::default(),
            headers: Vec::new(),
        };
        runtime.block_on(Client::new(config).call(call)).unwrap_err()
    }

    #[test]
    fn a_call_ends_in_time_although_its_answer_is_still_being_read() {
        for (method, outcome) in [("GET", None), ("POST", Some("unknown"))] {
            let failure = call(method, 1000);
            assert!(matches!(failure.error, Error::Timeout { phase: Phase::Body, .. }), "{}", failure.error);
            assert_eq!(failure.outcome.map(|outcome| outcome.name()), outcome);
        }
    }
}
