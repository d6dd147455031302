//! Connection pools. All clients of the process with the same transport options share one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Client, Proxy, Request, Response, redirect, retry, tls};

use super::dns::SystemResolver;
use super::progress::ReportConnectingLayer;
use super::{errors, proxy_errors};
use crate::client::config::proxy::without_credentials;
use crate::client::config::tls_roots::{MissingRoots, Roots};
use crate::client::config::{MAX_IN_FLIGHT, TransportConfig};
use crate::error::{Error, Phase};

/// Shorter than the idle timeout of common servers, so that a request rarely uses a connection that is being closed.
const READ_IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// Even shorter for calls that change something, because they are not retried.
const WRITE_IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// A connection is closed if the peer acknowledges nothing for this long.
#[cfg(target_os = "linux")]
const DEAD_PEER_TIMEOUT: Duration = Duration::from_secs(10);
const PING_INTERVAL: Duration = Duration::from_secs(10);
const PING_TIMEOUT: Duration = Duration::from_secs(5);
/// Keeps every connection that was in use, because calls come in bursts and soon need them again.
const MAX_IDLE_CONNECTIONS: usize = MAX_IN_FLIGHT;
/// The most bytes of headers that an HTTP/2 server may send.
const MAX_HEADER_LIST_SIZE: u32 = 64 * 1024;

/// The most recent pools are kept. A process rarely has more than one.
const MAX_POOLS: usize = 8;

/// The connections for one set of transport options.
pub(in crate::client) struct Pool {
    config: TransportConfig,
    reads: Mutex<Option<Arc<HttpClient>>>,
    writes: Mutex<Option<Arc<HttpClient>>>,
}

/// Connections with the same idle timeout: those for reads, or those for writes.
pub(in crate::client) struct HttpClient {
    client: Client,
    config: TransportConfig,
    missing_roots: Option<MissingRoots>,
    /// Set if the next call must build a new client.
    stale: AtomicBool,
}

impl HttpClient {
    pub(in crate::client) async fn execute(&self, request: Request) -> Result<Response, reqwest::Error> {
        self.client.execute(request).await
    }

    /// Explains `error`, with which a request to `host` failed.
    pub(in crate::client) fn explain(&self, error: &reqwest::Error, host: &str) -> Error {
        let proxy = self.config.proxy.as_ref();
        // A new client reads the files of root certificates again.
        self.stale.fetch_or(error.is_connect() && self.missing_roots.is_some(), Ordering::Relaxed);
        if error.is_connect() && error.is_timeout() {
            let limit_ms = u64::try_from(self.config.connect_timeout.as_millis()).unwrap_or(u64::MAX);
            return Error::ConnectTimeout { limit_ms, proxy: proxy.map(without_credentials) };
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
    /// The pool that all clients with this `config` share.
    pub(in crate::client) fn shared(config: TransportConfig) -> Arc<Self> {
        static RECENT: Mutex<Vec<Arc<Pool>>> = Mutex::new(Vec::new());
        let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
        let known = recent.iter().position(|pool| pool.config == config);
        let pool = match known {
            Some(index) => recent.remove(index),
            None => Arc::new(Self { config, reads: Mutex::default(), writes: Mutex::default() }),
        };
        recent.insert(0, Arc::clone(&pool));
        recent.truncate(MAX_POOLS);
        pool
    }

    /// The HTTP client for calls that only read. The first use builds it, which takes some milliseconds.
    pub(in crate::client) fn for_reads(&self) -> Result<Arc<HttpClient>, Error> {
        self.get_or_build(&self.reads, READ_IDLE_TIMEOUT)
    }

    /// The HTTP client for calls that change something.
    pub(in crate::client) fn for_writes(&self) -> Result<Arc<HttpClient>, Error> {
        self.get_or_build(&self.writes, WRITE_IDLE_TIMEOUT)
    }

    /// The client in `slot`. If it cannot be built, the next call tries again.
    fn get_or_build(
        &self,
        slot: &Mutex<Option<Arc<HttpClient>>>,
        idle_timeout: Duration,
    ) -> Result<Arc<HttpClient>, Error> {
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
            .connector_layer(ReportConnectingLayer)
            .pool_idle_timeout(idle_timeout)
            .pool_max_idle_per_host(MAX_IDLE_CONNECTIONS)
            .http2_keep_alive_interval(PING_INTERVAL)
            .http2_keep_alive_timeout(PING_TIMEOUT)
            .http2_keep_alive_while_idle(true)
            .http2_max_header_list_size(MAX_HEADER_LIST_SIZE)
            .tls_version_min(tls::Version::TLS_1_2)
            .tls_certs_only(certificates);
        // On other systems, HTTP/2 pings and the timeout of the call detect a dead peer.
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

    fn pool(options: &Value) -> Arc<Pool> {
        let config = Config::new(options.as_object().unwrap(), false, &Environment::default()).unwrap();
        Pool::shared(config.transport)
    }

    #[test]
    fn only_clients_with_the_same_transport_options_share_connections() {
        let ca = |der: &str| format!("-----BEGIN CERTIFICATE-----\n{der}\n-----END CERTIFICATE-----");
        let configs = [
            json!({}),
            json!({ "ca": ca("MAA=") }),
            json!({ "ca": ca("MQA=") }),
            json!({ "proxy": "http://proxy.example:1" }),
            json!({ "proxy": "http://user:other@proxy.example:1" }),
            json!({ "connectTimeout": 1 }),
        ];
        for (index, config) in configs.iter().enumerate() {
            for (other_index, other) in configs.iter().enumerate() {
                assert_eq!(Arc::ptr_eq(&pool(config), &pool(other)), index == other_index, "{config} {other}");
            }
        }
        let same = json!({ "apiKey": "other", "timeout": 1, "rateLimit": false, "userAgent": "other" });
        assert!(Arc::ptr_eq(&pool(&json!({})), &pool(&same)));
    }
}
