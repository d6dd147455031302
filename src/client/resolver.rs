//! Names to addresses by the system's own resolver, with the reason of a failure kept as a code.

use std::net::SocketAddr;

use dns_lookup::{AddrInfoHints, LookupErrorKind, SockType};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Why a name has no address: Node's own code.
#[derive(Debug)]
pub(super) struct LookupFailed {
    pub(super) code: &'static str,
}

impl std::fmt::Display for LookupFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for LookupFailed {}

#[derive(Debug)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = tokio::task::spawn_blocking(move || look_up(name.as_str()));
        Box::pin(async move {
            let addresses = lookup.await.map_err(|_| LookupFailed { code: "EAI_AGAIN" })??;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

fn look_up(host: &str) -> Result<Vec<SocketAddr>, LookupFailed> {
    let hints = AddrInfoHints { socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
    let found = dns_lookup::getaddrinfo(Some(host), None, Some(hints)).map_err(|error| LookupFailed {
        code: match error.kind() {
            LookupErrorKind::Again => "EAI_AGAIN",
            _ => "ENOTFOUND",
        },
    })?;
    let addresses: Vec<SocketAddr> = found.filter_map(Result::ok).map(|info| info.sockaddr).collect();
    if addresses.is_empty() { Err(LookupFailed { code: "ENOTFOUND" }) } else { Ok(addresses) }
}
