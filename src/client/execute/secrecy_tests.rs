//! No library logs the key, and no type that holds it can be printed.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value, json};
use tracing_subscriber::util::SubscriberInitExt;

use super::key_context::KeyContext;
use super::prepared_call::PreparedCall;
use crate::client::config::credentials::{Credentials, Secret};
use crate::client::config::{Config, Environment, KeySource};
use crate::client::response::Redactor;
use crate::client::{Call, Client, PassThrough, RawOptions, SequenceNumber, Target};

const KEY: &str = "CANARY-7f3a9c-24e1-b8d6";

/// The output of a tracing subscriber.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn contains(&self, text: &str) -> bool {
        String::from_utf8_lossy(&self.0.lock().unwrap()).contains(text)
    }
}

/// A server that sends each of `responses` once, and then closes.
fn serve(responses: &'static [&'static str]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for response in responses {
            let (mut socket, _) = listener.accept().unwrap();
            let _ = socket.read(&mut [0; 4096]);
            let _ = socket.write_all(response.as_bytes());
        }
    });
    format!("http://{address}/api/v2/peatio")
}

#[test]
fn no_library_logs_the_key() {
    const RESPONSES: &[&str] = &[
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]",
        "HTTP/1.1 401 No\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "nonsense\r\n\r\n",
        "",
    ];
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let guard = subscriber.set_default();

    let options = json!({ "apiKey": KEY, "baseUrl": serve(RESPONSES), "maxRetries": 0 });
    let config = Config::new(options.as_object().unwrap(), false, &Environment::default()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::new(config);
        for (method, _) in ["GET", "GET", "GET", "POST", "POST"].iter().zip(RESPONSES) {
            let target = Target::Path { method: (*method).to_owned(), path: "account/x".to_owned(), endpoint: None };
            let params = Map::from_iter([("a".to_owned(), Value::from("b"))]);
            let _ = client
                .call(Call {
                    sequence: SequenceNumber::next(),
                    progress: Arc::default(),
                    target,
                    params,
                    options: RawOptions::default(),
                    headers: Vec::new(),
                    on_retry: None,
                })
                .await;
        }
    });
    assert!(log.contains("127.0.0.1"), "the libraries log nothing");
    assert!(!log.contains(KEY));
    // The check finds a key that is logged.
    tracing::trace!("{KEY}");
    assert!(log.contains(KEY));
    drop(guard);
}

#[test]
fn no_type_that_holds_a_key_can_be_printed_or_serialized() {
    // Does not compile if a type has one of these traits: the call of `exists` is then ambiguous.
    macro_rules! cannot_be_printed {
        ($($ty:ty),*) => {$({
            trait Ambiguous<Way> {
                fn exists() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + std::fmt::Debug> Ambiguous<u8> for T {}
            impl<T: ?Sized + std::fmt::Display> Ambiguous<u16> for T {}
            impl<T: ?Sized + serde::Serialize> Ambiguous<u32> for T {}
            <$ty>::exists();
        })*};
    }
    cannot_be_printed!(
        Secret,
        Credentials,
        KeySource,
        Environment,
        Config,
        Client,
        Call,
        PassThrough,
        PreparedCall,
        KeyContext,
        Redactor
    );
}
