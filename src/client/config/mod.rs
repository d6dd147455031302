//! The options of a client, with all defaults and limits.

pub mod base_url;
pub mod credentials;
pub mod environment;
pub mod proxy;
pub mod raw_options;
pub mod tls_roots;

use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;
use serde_json::{Map, Value};

use crate::error::Error;
use base_url::{BaseUrl, DEFAULT_BASE_URL};
use credentials::Credentials;
pub use environment::Environment;
use raw_options::Options;
use tls_roots::TlsRoots;

/// The exchange may take ten seconds for balances.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// For the name lookup, TCP and TLS together.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Two retries survive the restart of a server behind a load balancer, without much extra load in an outage.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// Far larger than any response of the exchange. `MAX_IN_FLIGHT` responses of this size still fit in memory.
pub const DEFAULT_MAX_RESPONSE_SIZE: usize = 16 * 1024 * 1024;
/// The limit of the exchange, with a burst of our choice.
pub const DEFAULT_RATE_LIMIT: RateLimit = RateLimit { requests: 6000, interval: Duration::from_secs(300), burst: 100 };

/// The options of a client in the order of the documentation. `limiter`, `logger` and a key function are used only in
/// JavaScript.
pub const OPTIONS: [&str; 15] = [
    "apiKey",
    "apiSecret",
    "baseUrl",
    "timeout",
    "connectTimeout",
    "maxRetries",
    "rateLimit",
    "limiter",
    "readOnly",
    "maxResponseSize",
    "proxy",
    "ca",
    "userAgent",
    "allowInsecure",
    "logger",
];

/// The most requests in flight to one origin, across all clients and keys.
pub(super) const MAX_IN_FLIGHT: usize = 64;

/// The longest delay of JavaScript timers: 2^31 − 1.
pub const MAX_MILLISECONDS: u64 = 2_147_483_647;
/// The longest string of V8, 2^29 − 24 characters. Other engines allow longer ones.
pub const MAX_STRING_LENGTH: u32 = 536_870_888;

/// A limit of requests per interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RateLimit {
    /// Requests in one interval.
    pub requests: u32,
    /// The interval.
    pub interval: Duration,
    /// Requests that may be sent at once after a pause.
    pub burst: u32,
}

/// The source of the key for calls.
#[derive(Clone)]
pub enum KeySource {
    /// There is no key.
    Missing,
    /// A function of the caller. Every call passes the key that it returned.
    Function,
    /// One key for all calls.
    Fixed(Credentials),
}

/// The options of a client.
pub struct Config {
    /// The URL of the exchange.
    pub base_url: BaseUrl,
    /// The source of the key.
    pub key: KeySource,
    /// The `User-Agent` header.
    pub user_agent: HeaderValue,
    /// The limit of requests with one key to one origin.
    pub rate_limit: Option<RateLimit>,
    /// Whether calls that change something are refused, which the JavaScript layer does.
    pub read_only: bool,
    /// The most bytes of a response body after decompression.
    pub max_response_size: usize,
    /// The options of connections.
    pub transport: TransportConfig,
    /// The options that a call may override.
    pub call: CallConfig,
}

/// The options of connections. Clients with the same options share connections.
#[derive(Clone, PartialEq, Eq)]
pub struct TransportConfig {
    /// The limit for the name lookup, TCP and TLS together.
    pub connect_timeout: Duration,
    /// The proxy for CONNECT tunnels.
    pub proxy: Option<Url>,
    /// Root certificates.
    pub roots: TlsRoots,
}

/// The options that a call may override.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallConfig {
    /// The limit for the whole call, including waiting, retries, and all pages and bodies.
    pub timeout: Duration,
    /// The most retries of a call that only reads.
    pub max_retries: u32,
}

impl Config {
    /// Checks options from JavaScript. `key_function` says whether `apiKey` is a function.
    ///
    /// # Errors
    /// A config error that names the first invalid option.
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
            let given = options.integer(name, 1, MAX_MILLISECONDS, " (milliseconds)")?;
            Ok::<_, Error>(given.map_or(default, Duration::from_millis))
        };
        Ok(Self {
            key: key_source(&options, key_function, environment)?,
            user_agent: user_agent(&options)?,
            rate_limit: rate_limit(&options)?,
            read_only: read_only(&options, environment)?,
            max_response_size: options
                .integer("maxResponseSize", 1, MAX_STRING_LENGTH.into(), " (bytes)")?
                .and_then(|bytes| usize::try_from(bytes).ok())
                .unwrap_or(DEFAULT_MAX_RESPONSE_SIZE),
            transport: TransportConfig {
                connect_timeout: milliseconds("connectTimeout", DEFAULT_CONNECT_TIMEOUT)?,
                proxy: proxy_for(&options, &base_url, environment)?,
                roots: TlsRoots::new(&options, environment)?,
            },
            call: CallConfig { timeout: DEFAULT_TIMEOUT, max_retries: DEFAULT_MAX_RETRIES }.overridden(&options)?,
            base_url,
        })
    }
}

impl CallConfig {
    /// The timeout in milliseconds.
    pub(super) fn timeout_ms(self) -> u64 {
        u64::try_from(self.timeout.as_millis()).unwrap_or(u64::MAX)
    }

    /// These options, overridden by `options`.
    pub(super) fn overridden(self, options: &Options<'_>) -> Result<Self, Error> {
        let timeout = options.integer("timeout", 1, MAX_MILLISECONDS, " (milliseconds)")?;
        let max_retries = options.integer("maxRetries", 0, 10, "")?;
        Ok(Self {
            timeout: timeout.map_or(self.timeout, Duration::from_millis),
            max_retries: max_retries.and_then(|retries| u32::try_from(retries).ok()).unwrap_or(self.max_retries),
        })
    }
}

/// Key and secret come from the same source: a key in the options is never combined with a secret in the environment.
fn key_source(options: &Options<'_>, key_function: bool, environment: &Environment) -> Result<KeySource, Error> {
    let secret = options.text("apiSecret")?;
    if key_function {
        return match secret {
            Some(_) => {
                Err(options.refuse("apiKey", "must be a string if apiSecret is set: a function returns Bearer keys"))
            }
            None => Ok(KeySource::Function),
        };
    }
    let key = options.text("apiKey").map_err(|_| options.refuse("apiKey", "must be a string or a function"))?;
    let credentials = match (key, secret) {
        (Some(key), Some(secret)) => Credentials::signed(["apiKey", "apiSecret"], key, secret)?,
        (Some(key), None) => Credentials::bearer("apiKey", key)?,
        (None, Some(_)) => return Err(options.refuse("apiSecret", "needs its apiKey in the same options")),
        (None, None) => match (&environment.api_key, &environment.api_secret) {
            (None, _) => return Ok(KeySource::Missing),
            (Some(key), None) => Credentials::bearer("apiKey", key).map_err(from_key_variable)?,
            (Some(key), Some(secret)) => {
                Credentials::signed(["apiKey", "apiSecret"], key, secret).map_err(from_key_variable)?
            }
        },
    };
    Ok(KeySource::Fixed(credentials))
}

/// `error` is about the option `apiKey` or `apiSecret`.
fn from_key_variable(error: Error) -> Error {
    let is_secret = matches!(&error, Error::Config(config) if config.option == "apiSecret");
    from_variable(error, if is_secret { "COINPORT_API_SECRET" } else { "COINPORT_API_KEY" })
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

/// A value of the environment that is not understood is refused, because the operator relies on it.
fn read_only(options: &Options<'_>, environment: &Environment) -> Result<bool, Error> {
    match (options.flag("readOnly")?, environment.read_only.as_deref()) {
        (Some(given), _) => Ok(given),
        (None, None | Some("0" | "false")) => Ok(false),
        (None, Some("1" | "true")) => Ok(true),
        (None, Some(_)) => Err(from_variable(options.refuse("readOnly", "must be 1 or 0"), "COINPORT_READ_ONLY")),
    }
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
    const MAX_COUNT: u64 = u32::MAX as u64;
    let values = match options.get("rateLimit") {
        None => return Ok(Some(DEFAULT_RATE_LIMIT)),
        Some(Value::Bool(false)) => return Ok(None),
        Some(Value::Object(values)) => values,
        Some(_) => return Err(options.refuse("rateLimit", "must be { requests, interval, burst } or false")),
    };
    let inner = Options::new(values, "rateLimit.", &["requests", "interval", "burst"])?;
    let count =
        |name, max| Ok::<_, Error>(inner.integer(name, 1, max, "")?.and_then(|count| u32::try_from(count).ok()));
    let requests = count("requests", MAX_COUNT)?.unwrap_or(DEFAULT_RATE_LIMIT.requests);
    let interval = inner.integer("interval", 1, MAX_MILLISECONDS, " (milliseconds)")?;
    let burst = count("burst", u64::from(requests))?.unwrap_or(DEFAULT_RATE_LIMIT.burst.min(requests));
    Ok(Some(RateLimit {
        requests,
        interval: interval.map_or(DEFAULT_RATE_LIMIT.interval, Duration::from_millis),
        burst,
    }))
}

#[cfg(test)]
mod tests;
