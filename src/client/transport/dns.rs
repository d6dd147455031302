//! Names to addresses by the system's own resolver, with the reason of a failure kept as a code.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use dns_lookup::{AddrInfoHints, LookupErrorKind, SockType};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::watch;

use crate::client::blocking::Threads;
use crate::error::describe_io_error;

/// Why a name has no address: Node's own code.
#[derive(Debug, Clone)]
pub(super) struct LookupFailed {
    pub(super) code: &'static str,
    pub(super) reason: &'static str,
}

const NO_ADDRESS: (&str, &str) = ("ENOTFOUND", "the host name has no address");
const NO_ANSWER: (&str, &str) = ("EAI_AGAIN", NO_ADDRESS.1);

impl From<(&'static str, &'static str)> for LookupFailed {
    fn from((code, reason): (&'static str, &'static str)) -> Self {
        Self { code, reason }
    }
}

impl std::fmt::Display for LookupFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for LookupFailed {}

/// A look-up that runs for longer than this may be stuck at a server that is gone: it is not waited for by new callers.
const FRESH: Duration = Duration::from_secs(2);

type Found = Result<Vec<SocketAddr>, LookupFailed>;

/// A silent name server keeps a thread for as long as the system's resolver waits for it.
static LOOKUPS: Threads = Threads::at_most(4);

/// A look-up that runs, and who waits for it.
struct Running {
    since: Instant,
    found: watch::Receiver<Option<Found>>,
}

/// The look-ups of the process, by host. All that want the same name at the same time wait for one: the system's
/// resolver takes a thread for each, for as long as a silent name server makes it wait.
static RUNNING: Mutex<BTreeMap<String, Running>> = Mutex::new(BTreeMap::new());

#[derive(Debug)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let mut found = join(name.as_str());
        Box::pin(async move {
            let ended = found.wait_for(Option::is_some).await;
            let addresses = ended.ok().and_then(|found| found.clone()).unwrap_or(Err(NO_ANSWER.into()))?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The look-up of `host` that runs, or a new one.
fn join(host: &str) -> watch::Receiver<Option<Found>> {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(running) = running.get(host).filter(|running| running.since.elapsed() < FRESH) {
        return running.found.clone();
    }
    let (sender, found) = watch::channel(None);
    let since = Instant::now();
    running.insert(host.to_owned(), Running { since, found: found.clone() });
    let host = host.to_owned();
    tokio::spawn(async move {
        let name = host.clone();
        let addresses = LOOKUPS
            .run(move || look_up(&name))
            .await
            .unwrap_or_else(|error| Err(describe_io_error(&error).unwrap_or(NO_ANSWER).into()));
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if running.get(&host).is_some_and(|running| running.since == since) {
            running.remove(&host);
        }
        sender.send_replace(Some(addresses));
    });
    found
}

fn look_up(host: &str) -> Found {
    let hints = AddrInfoHints { socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
    let found = dns_lookup::getaddrinfo(Some(host), None, Some(hints)).map_err(|error| {
        let is_temporary = matches!(error.kind(), LookupErrorKind::Again | LookupErrorKind::System);
        // The system's own reason, such as that no descriptor is free.
        let system = describe_io_error(&error.into());
        system.unwrap_or(if is_temporary { NO_ANSWER } else { NO_ADDRESS })
    })?;
    let addresses: Vec<SocketAddr> = found.filter_map(Result::ok).map(|info| info.sockaddr).collect();
    if addresses.is_empty() { Err(NO_ADDRESS.into()) } else { Ok(addresses) }
}
