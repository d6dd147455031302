//! Connections, shared by every client of the process that makes them in the same way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Client, Proxy, Request, Response, redirect, retry, tls};

use super::dns::SystemResolver;
use super::progress::NoticeConnectingLayer;
use super::{errors, proxy_errors};
use crate::client::config::proxy::shown;
use crate::client::config::tls_roots::{MissingRoots, Roots};
use crate::client::config::{MAX_IN_FLIGHT, TransportConfig};
use crate::error::{Error, Phase};

/// Below the idle time of every common server, so that reads seldom meet a dying connection.
const READ_IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// Calls that change something must meet one even more seldom: they are not sent twice.
const WRITE_IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// A peer that acknowledges nothing for this long is gone.
#[cfg(target_os = "linux")]
const DEAD_PEER_TIMEOUT: Duration = Duration::from_secs(10);
const PING_INTERVAL: Duration = Duration::from_secs(10);
const PING_TIMEOUT: Duration = Duration::from_secs(5);
/// All that were in flight: answers come in bursts, and a connection that is dropped then is soon made anew.
const MAX_IDLE_CONNECTIONS: usize = MAX_IN_FLIGHT;
/// HTTP/2 servers may send this many bytes of headers.
const MAX_HEADER_LIST_SIZE: u32 = 64 * 1024;

/// Different ways to connect that are remembered; a process rarely has more than one.
const REMEMBERED: usize = 8;

/// The connections made in one way.
pub(in crate::client) struct Pool {
    config: TransportConfig,
    reads: Mutex<Option<Arc<HttpClient>>>,
    writes: Mutex<Option<Arc<HttpClient>>>,
}

/// Connections of one idle time, and what there is to say when they fail.
pub(in crate::client) struct HttpClient {
    client: Client,
    config: TransportConfig,
    missing_roots: Option<MissingRoots>,
    /// The next call builds another one.
    stale: AtomicBool,
}

impl HttpClient {
    pub(in crate::client) async fn execute(&self, request: Request) -> Result<Response, reqwest::Error> {
        self.client.execute(request).await
    }

    /// What it means that a request to `host` failed with `error`.
    pub(in crate::client) fn explain(&self, error: &reqwest::Error, host: &str) -> Error {
        let proxy = self.config.proxy.as_ref();
        // The roots that are missing may be there by then.
        self.stale.fetch_or(error.is_connect() && self.missing_roots.is_some(), Ordering::Relaxed);
        if error.is_connect() && error.is_timeout() {
            let limit_ms = u64::try_from(self.config.connect_timeout.as_millis()).unwrap_or(u64::MAX);
            return Error::ConnectTimeout { limit_ms, proxy: proxy.map(shown) };
        }
        let explained = proxy.and_then(|proxy| proxy_errors::explain(error, proxy, host));
        let mut explained = explained.unwrap_or_else(|| errors::explain(error, Phase::Headers, host));
        if let (Some(missing), Error::Network { code, hint, .. }) = (&self.missing_roots, &mut explained)
            && errors::UNTRUSTED.contains(code)
        {
            *hint = Some(missing.hint());
        }
        explained
    }
}

impl Pool {
    /// The transport that all clients with this `config` share.
    pub(in crate::client) fn shared(config: TransportConfig) -> Arc<Self> {
        static RECENT: Mutex<Vec<Arc<Pool>>> = Mutex::new(Vec::new());
        let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
        let known = recent.iter().position(|pool| pool.config == config);
        let pool = match known {
            Some(index) => recent.remove(index),
            None => Arc::new(Self { config, reads: Mutex::default(), writes: Mutex::default() }),
        };
        recent.insert(0, Arc::clone(&pool));
        recent.truncate(REMEMBERED);
        pool
    }

    /// The HTTP client for calls that only read. The first use builds it, which takes milliseconds.
    pub(in crate::client) fn for_reads(&self) -> Result<Arc<HttpClient>, Error> {
        self.built(&self.reads, READ_IDLE_TIMEOUT)
    }

    /// The HTTP client for calls that change something.
    pub(in crate::client) fn for_writes(&self) -> Result<Arc<HttpClient>, Error> {
        self.built(&self.writes, WRITE_IDLE_TIMEOUT)
    }

    /// The client in `slot`. That one could not be built is not remembered: the reason may be gone by the next attempt.
    fn built(&self, slot: &Mutex<Option<Arc<HttpClient>>>, idle_timeout: Duration) -> Result<Arc<HttpClient>, Error> {
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = slot.as_ref().filter(|client| !client.stale.load(Ordering::Relaxed)) {
            return Ok(Arc::clone(client));
        }
        let client = Arc::new(self.build(idle_timeout)?);
        *slot = Some(Arc::clone(&client));
        Ok(client)
    }

    fn build(&self, idle_timeout: Duration) -> Result<HttpClient, Error> {
        let Roots { certificates, missing } = self.config.roots.all()?;
        let mut builder = Client::builder()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .no_proxy()
            .dns_resolver(SystemResolver)
            .connect_timeout(self.config.connect_timeout)
            .connector_layer(NoticeConnectingLayer)
            .pool_idle_timeout(idle_timeout)
            .pool_max_idle_per_host(MAX_IDLE_CONNECTIONS)
            .http2_keep_alive_interval(PING_INTERVAL)
            .http2_keep_alive_timeout(PING_TIMEOUT)
            .http2_keep_alive_while_idle(true)
            .http2_max_header_list_size(MAX_HEADER_LIST_SIZE)
            .tls_version_min(tls::Version::TLS_1_2)
            .tls_certs_only(certificates);
        // Elsewhere, HTTP/2 pings and the timeout of the call notice it.
        #[cfg(target_os = "linux")]
        {
            builder = builder.tcp_user_timeout(DEAD_PEER_TIMEOUT);
        }
        if let Some(proxy) = &self.config.proxy {
            let proxy = Proxy::https(proxy.clone()).map_err(|_| Error::bad_url("proxy", "cannot be used"))?;
            builder = builder.proxy(proxy);
        }
        let client = builder.build().map_err(|error| {
            let reason = errors::sources(&error).last().map(ToString::to_string).unwrap_or_default();
            Error::Internal(format!("the HTTP client could not be set up: {reason}"))
        })?;
        Ok(HttpClient { client, config: self.config.clone(), missing_roots: missing, stale: AtomicBool::new(false) })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::client::config::{Config, Environment};

    fn of(options: &Value) -> Arc<Pool> {
        let config = Config::new(options.as_object().unwrap(), false, &Environment::default()).unwrap();
        Pool::shared(config.transport)
    }

    #[test]
    fn only_those_who_connect_in_the_same_way_share_connections() {
        let ca = |der: &str| format!("-----BEGIN CERTIFICATE-----\n{der}\n-----END CERTIFICATE-----");
        let ways = [
            json!({}),
            json!({ "ca": ca("MAA=") }),
            json!({ "ca": ca("MQA=") }),
            json!({ "proxy": "http://proxy.example:1" }),
            json!({ "proxy": "http://user:other@proxy.example:1" }),
            json!({ "connectTimeout": 1 }),
        ];
        for (index, way) in ways.iter().enumerate() {
            for (other_index, other) in ways.iter().enumerate() {
                assert_eq!(Arc::ptr_eq(&of(way), &of(other)), index == other_index, "{way} {other}");
            }
        }
        let way = json!({ "apiKey": "other", "timeout": 1, "rateLimit": false, "userAgent": "other" });
        assert!(Arc::ptr_eq(&of(&json!({})), &of(&way)));
    }
}
