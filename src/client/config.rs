//! What a client is made of: its options, checked, and the only place where their defaults stand.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::base_url::{BaseUrl, DEFAULT_BASE_URL};
use super::credentials::Credentials;
use super::options::Options;
use super::proxy::{self, ProxyEnvironment};
use super::roots::ExtraRoots;
use crate::error::Error;

/// Half a minute: the exchange itself may take ten seconds for balances.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// Name, TCP and TLS together.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Two more attempts outlive a restart behind a load balancer without multiplying an outage.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// Far above any answer of the exchange, small enough to hold 64 of them.
pub const DEFAULT_MAX_RESPONSE_SIZE: usize = 16 * 1024 * 1024;
/// The exchange's own limit, and how much of it may go at once.
pub const DEFAULT_RATE_LIMIT: RateLimit = RateLimit { requests: 6000, interval: Duration::from_secs(300), burst: 100 };

/// The options of a client, in the order of the documentation. `logger` stays in JavaScript, as does a key function.
pub const OPTIONS: [&str; 13] = [
    "apiKey",
    "apiSecret",
    "baseUrl",
    "timeout",
    "connectTimeout",
    "maxRetries",
    "rateLimit",
    "maxResponseSize",
    "proxy",
    "ca",
    "userAgent",
    "allowInsecure",
    "logger",
];

/// Longer than any timer needs, and what JavaScript's own timers take.
const MAX_MILLISECONDS: u64 = 2_147_483_647;
/// The longest string that every supported JavaScript engine makes.
pub(super) const MAX_STRING_LENGTH: u32 = 536_870_888;

/// Requests per interval, and how many of them at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RateLimit {
    /// Requests in one interval.
    pub requests: u32,
    /// The interval.
    pub interval: Duration,
    /// Requests that may leave at once after a pause.
    pub burst: u32,
}

/// The environment, as the door read it. Rust never reads it itself.
#[derive(Default)]
pub struct Environment {
    /// `COINPORT_API_KEY`.
    pub api_key: Option<Zeroizing<String>>,
    /// `COINPORT_API_SECRET`.
    pub api_secret: Option<Zeroizing<String>>,
    /// `COINPORT_BASE_URL`.
    pub base_url: Option<String>,
    /// The proxy variables.
    pub proxy: ProxyEnvironment,
    /// Certificates in PEM that Node trusts beside its own.
    pub extra_roots: Option<String>,
    /// Variables that name a file of such certificates, and the file.
    pub roots_files: Vec<(&'static str, String)>,
}

/// Where a call's key comes from.
pub enum KeySource {
    /// There is none.
    Missing,
    /// A function of the caller's; every call brings the key that it returned.
    Function,
    /// The same for all calls.
    Fixed(Credentials),
}

/// The checked options of a client.
pub struct Config {
    /// Where the exchange is.
    pub base_url: BaseUrl,
    /// Where the key comes from.
    pub key: KeySource,
    /// The `User-Agent` header.
    pub user_agent: HeaderValue,
    /// The limit of the requests that one key sends to one origin.
    pub rate_limit: Option<RateLimit>,
    /// The most bytes of an answer's body, decompressed.
    pub max_response_size: usize,
    /// What connections are made with.
    pub transport: TransportConfig,
    /// What a call may override.
    pub call: CallConfig,
}

/// What connections are made with. Clients that agree in it share their connections.
#[derive(Clone, PartialEq, Eq)]
pub struct TransportConfig {
    /// The time for name, TCP and TLS.
    pub connect_timeout: Duration,
    /// A proxy for CONNECT tunnels.
    pub proxy: Option<Url>,
    /// Roots beside Mozilla's.
    pub roots: ExtraRoots,
}

/// What a call may override.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallConfig {
    /// The whole call: queueing, retries, pages and bodies.
    pub timeout: Duration,
    /// Attempts after the first, for calls that only read.
    pub max_retries: u32,
}

impl Config {
    /// Checks options as they came from JavaScript. `key_function` says that `apiKey` was a function.
    ///
    /// # Errors
    /// A config error that names the first option that cannot be used.
    pub fn new(values: &Map<String, Value>, key_function: bool, environment: &Environment) -> Result<Self, Error> {
        let options = Options::new(values, "", &OPTIONS)?;
        let allow_insecure = options.flag("allowInsecure")?.unwrap_or(false);
        let base_url = match (options.text("baseUrl")?, &environment.base_url) {
            (Some(url), _) => BaseUrl::parse("baseUrl", url, allow_insecure)?,
            (None, Some(url)) => BaseUrl::parse("baseUrl", url, allow_insecure)
                .map_err(|error| from_variable(error, "COINPORT_BASE_URL"))?,
            (None, None) => BaseUrl::parse("baseUrl", DEFAULT_BASE_URL, false)?,
        };
        let milliseconds = |name, default| {
            let given = options.whole(name, 1, MAX_MILLISECONDS, " (milliseconds)")?;
            Ok::<_, Error>(given.map_or(default, Duration::from_millis))
        };
        Ok(Self {
            key: key_source(&options, key_function, environment)?,
            user_agent: user_agent(&options)?,
            rate_limit: rate_limit(&options)?,
            max_response_size: options
                .whole("maxResponseSize", 1, MAX_STRING_LENGTH.into(), " (bytes)")?
                .and_then(|bytes| usize::try_from(bytes).ok())
                .unwrap_or(DEFAULT_MAX_RESPONSE_SIZE),
            transport: TransportConfig {
                connect_timeout: milliseconds("connectTimeout", DEFAULT_CONNECT_TIMEOUT)?,
                proxy: proxy_for(&options, &base_url, environment)?,
                roots: ExtraRoots::new(&options, environment)?,
            },
            call: CallConfig { timeout: DEFAULT_TIMEOUT, max_retries: DEFAULT_MAX_RETRIES }.overridden(&options)?,
            base_url,
        })
    }
}

impl CallConfig {
    /// These options with those that `options` overrides.
    pub(super) fn overridden(self, options: &Options<'_>) -> Result<Self, Error> {
        let timeout = options.whole("timeout", 1, MAX_MILLISECONDS, " (milliseconds)")?;
        let max_retries = options.whole("maxRetries", 0, 10, "")?;
        Ok(Self {
            timeout: timeout.map_or(self.timeout, Duration::from_millis),
            max_retries: max_retries.and_then(|retries| u32::try_from(retries).ok()).unwrap_or(self.max_retries),
        })
    }
}

/// Key and secret come from one source: an explicit key never pairs with the environment's secret.
fn key_source(options: &Options<'_>, key_function: bool, environment: &Environment) -> Result<KeySource, Error> {
    let secret = options.text("apiSecret")?;
    if key_function {
        return match secret {
            Some(_) => {
                Err(options
                    .refuse("apiKey", "must be a string where apiSecret is given: a function returns Bearer keys"))
            }
            None => Ok(KeySource::Function),
        };
    }
    let key = options.text("apiKey").map_err(|_| options.refuse("apiKey", "must be a string or a function"))?;
    let credentials = match (key, secret) {
        (Some(key), Some(secret)) => Credentials::signed(["apiKey", "apiSecret"], key, secret)?,
        (Some(key), None) => Credentials::bearer("apiKey", key)?,
        (None, Some(_)) => return Err(options.refuse("apiSecret", "needs the apiKey that it belongs to beside it")),
        (None, None) => match (&environment.api_key, &environment.api_secret) {
            (None, _) => return Ok(KeySource::Missing),
            (Some(key), None) => {
                Credentials::bearer("apiKey", key).map_err(|error| from_variable(error, "COINPORT_API_KEY"))?
            }
            (Some(key), Some(secret)) => Credentials::signed(["apiKey", "apiSecret"], key, secret)
                .map_err(|error| from_variable(error, "COINPORT_API_KEY, COINPORT_API_SECRET"))?,
        },
    };
    Ok(KeySource::Fixed(credentials))
}

fn from_variable(error: Error, variable: &str) -> Error {
    match error {
        Error::Config(mut config) => {
            let expected = config.message.strip_prefix(config.option.as_str()).unwrap_or(&config.message);
            config.message = format!("{} (from {variable}){expected}", config.option);
            Error::Config(config)
        }
        other => other,
    }
}

fn user_agent(options: &Options<'_>) -> Result<HeaderValue, Error> {
    let text = options.text("userAgent")?.unwrap_or(concat!("coinport/", env!("CARGO_PKG_VERSION"), " (node)"));
    let printable = !text.trim().is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    HeaderValue::from_str(text)
        .ok()
        .filter(|_| printable)
        .ok_or_else(|| options.refuse("userAgent", "must be printable ASCII text"))
}

fn proxy_for(options: &Options<'_>, base: &BaseUrl, environment: &Environment) -> Result<Option<Url>, Error> {
    match options.get("proxy") {
        None => environment.proxy.proxy_for(base),
        Some(Value::Bool(false)) => Ok(None),
        Some(Value::String(url)) => proxy::from_option(url, base).map(Some),
        Some(_) => Err(options.refuse("proxy", "must be a URL or false")),
    }
}

fn rate_limit(options: &Options<'_>) -> Result<Option<RateLimit>, Error> {
    const WHOLE: u64 = u32::MAX as u64;
    let values = match options.get("rateLimit") {
        None => return Ok(Some(DEFAULT_RATE_LIMIT)),
        Some(Value::Bool(false)) => return Ok(None),
        Some(Value::Object(values)) => values,
        Some(_) => return Err(options.refuse("rateLimit", "must be { requests, interval, burst } or false")),
    };
    let inner = Options::new(values, "rateLimit.", &["requests", "interval", "burst"])?;
    let count =
        |name, most| Ok::<_, Error>(inner.whole(name, 1, most, "")?.and_then(|count| u32::try_from(count).ok()));
    let requests = count("requests", WHOLE)?.unwrap_or(DEFAULT_RATE_LIMIT.requests);
    let interval = inner.whole("interval", 1, MAX_MILLISECONDS, " (milliseconds)")?;
    let burst = count("burst", u64::from(requests))?.unwrap_or(DEFAULT_RATE_LIMIT.burst.min(requests));
    Ok(Some(RateLimit {
        requests,
        interval: interval.map_or(DEFAULT_RATE_LIMIT.interval, Duration::from_millis),
        burst,
    }))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
