//! Resolves host names with the resolver of the system, and keeps the reason of a failure as a code.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use dns_lookup::{AddrInfoHints, LookupErrorKind, SockType};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::watch;

use crate::client::blocking::ThreadPool;
use crate::error::describe_io_error;

/// Why a host name could not be resolved, with the code that Node uses.
#[derive(Debug, Clone)]
pub(super) struct LookupError {
    pub(super) code: &'static str,
    pub(super) reason: &'static str,
}

const NO_ADDRESS: (&str, &str) = ("ENOTFOUND", "the host name has no address");
const TEMPORARY_FAILURE: (&str, &str) = ("EAI_AGAIN", "the host name could not be resolved");

impl From<(&'static str, &'static str)> for LookupError {
    fn from((code, reason): (&'static str, &'static str)) -> Self {
        Self { code, reason }
    }
}

impl std::fmt::Display for LookupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for LookupError {}

/// A lookup is not shared any more after this time, because its name server may not be responding.
const MAX_SHARED_AGE: Duration = Duration::from_secs(2);

type LookupResult = Result<Vec<SocketAddr>, LookupError>;

/// A lookup blocks its thread until the resolver of the system gives up.
static POOL: ThreadPool = ThreadPool::with_max_threads(4);

/// A lookup that is running.
struct Lookup {
    started: Instant,
    result: watch::Receiver<Option<LookupResult>>,
}

/// The running lookups of the process by host name. Concurrent requests for a name share one lookup, because each takes a
/// thread.
static RUNNING: Mutex<BTreeMap<String, Lookup>> = Mutex::new(BTreeMap::new());

#[derive(Debug)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let mut result = lookup(name.as_str());
        Box::pin(async move {
            let ended = result.wait_for(Option::is_some).await;
            let addresses = ended.ok().and_then(|result| result.clone()).unwrap_or(Err(TEMPORARY_FAILURE.into()))?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The result of the running lookup of `host`, or of a new one.
fn lookup(host: &str) -> watch::Receiver<Option<LookupResult>> {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(lookup) = running.get(host).filter(|lookup| lookup.started.elapsed() < MAX_SHARED_AGE) {
        return lookup.result.clone();
    }
    let (sender, result) = watch::channel(None);
    let started = Instant::now();
    running.insert(host.to_owned(), Lookup { started, result: result.clone() });
    let host = host.to_owned();
    tokio::spawn(async move {
        let name = host.clone();
        let addresses = POOL
            .run(move || resolve(&name))
            .await
            .unwrap_or_else(|error| Err(describe_io_error(&error).unwrap_or(TEMPORARY_FAILURE).into()));
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if running.get(&host).is_some_and(|lookup| lookup.started == started) {
            running.remove(&host);
        }
        sender.send_replace(Some(addresses));
    });
    result
}

fn resolve(host: &str) -> LookupResult {
    #[cfg(feature = "inject-panics")]
    crate::error::injected_panic::at("resolve");
    let hints = AddrInfoHints { socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
    let found = dns_lookup::getaddrinfo(Some(host), None, Some(hints)).map_err(|error| {
        let is_temporary = matches!(error.kind(), LookupErrorKind::Again | LookupErrorKind::System);
        // A reason of the system, such as too many open files, is more precise.
        let system = describe_io_error(&error.into());
        system.unwrap_or(if is_temporary { TEMPORARY_FAILURE } else { NO_ADDRESS })
    })?;
    let addresses: Vec<SocketAddr> = found.filter_map(Result::ok).map(|info| info.sockaddr).collect();
    if addresses.is_empty() { Err(NO_ADDRESS.into()) } else { Ok(addresses) }
}
