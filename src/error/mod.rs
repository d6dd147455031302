//! What can go wrong with a call, and the words and codes that a caller gets for it.

mod system;

pub use system::{name_of, of_this_machine};

use std::time::Duration;

/// Why a call failed. The credential of the call is in none of the texts.
#[derive(Debug, Clone)]
pub enum Error {
    /// The caller's options, parameters or key cannot be used; nothing was sent.
    Config(ConfigError),
    /// The exchange answered with a status other than 2xx.
    Response(Box<ResponseError>),
    /// A 2xx answer that is not what the endpoint documents.
    Decode {
        /// Where in the body, such as `[3].balance`; empty for the body as a whole.
        path: String,
        /// What was found there, without the value.
        message: String,
        /// The answer's status and headers.
        response: Option<Box<Head>>,
    },
    /// An answer with more bytes than `maxResponseSize`.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// The answer's status and headers.
        response: Box<Head>,
    },
    /// The time of the whole call was over.
    Timeout {
        /// What the call was doing then.
        phase: Phase,
        /// The limit that was reached, in milliseconds.
        limit_ms: u64,
    },
    /// The time for one connection was over.
    ConnectTimeout {
        /// The limit that was reached, in milliseconds.
        limit_ms: u64,
        /// The proxy that the connection was to go through, without what it is told of who asks.
        proxy: Option<String>,
    },
    /// No complete answer came over the network.
    Network {
        /// Node's own name for it, such as `ECONNREFUSED`.
        code: &'static str,
        /// What the call was doing then.
        phase: Phase,
        /// One line for a person.
        message: String,
        /// What to do, where the code alone does not say it.
        hint: Option<String>,
    },
    /// Too many calls are waiting for their turn already.
    QueueFull,
    /// A defect of this package.
    Internal(String),
}

/// Status and headers of an answer.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// Its standard reason phrase; empty for a status that has none. The server's own is not shown.
    pub status_text: &'static str,
    /// Lower-case names; several values of one name are joined with `, `. No cookies.
    pub headers: Vec<(String, String)>,
}

/// An answer with a status other than 2xx, read leniently and safe to show.
#[derive(Debug, Clone)]
pub struct ResponseError {
    /// Status and headers.
    pub head: Head,
    /// The body: JSON text where it is JSON, otherwise a JSON string of the text.
    pub data: String,
    /// The exchange's codes, such as `market.account.insufficient_balance`.
    pub errors: Vec<String>,
    /// Seconds that the answer asks to wait.
    pub retry_after: Option<u64>,
}

/// An option, a parameter or a key that cannot be used.
#[derive(Debug, Clone)]
pub struct ConfigError {
    /// `ERR_BAD_OPTION`, `ERR_BAD_OPTION_VALUE` or `ERR_INVALID_URL`.
    pub code: &'static str,
    /// The option's or parameter's name.
    pub option: String,
    /// One sentence that starts with the name and says what is expected.
    pub message: String,
    /// What to do, where the message does not say it.
    pub hint: Option<&'static str>,
}

/// What a call is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// Waiting for its turn: rate limit, a closed gate, or the cap on requests in flight.
    Queue,
    /// Resolving the name, connecting, shaking hands.
    Connect,
    /// Waiting for the answer's head.
    Headers,
    /// Reading the answer's body.
    Body,
    /// Waiting before the next attempt.
    Backoff,
}

impl Phase {
    /// The name that callers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Connect => "connect",
            Self::Headers => "headers",
            Self::Body => "body",
            Self::Backoff => "backoff",
        }
    }
}

/// What became of a failed call that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing of it was sent: trying again is safe.
    NotSent,
    /// The exchange refused it.
    Rejected,
    /// The exchange may have acted: look before trying again.
    Unknown,
}

impl Outcome {
    /// The name that callers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
        }
    }
}

impl Error {
    /// An option that does not exist.
    #[must_use]
    pub fn unknown_option(option: &str, expected: &str) -> Self {
        Self::Config(ConfigError {
            code: "ERR_BAD_OPTION",
            option: option.to_owned(),
            message: format!("{option} is unknown: {expected}"),
            hint: None,
        })
    }

    /// An option with a value that cannot be used. The value itself is not shown.
    #[must_use]
    pub fn bad_option(option: &str, expected: &str) -> Self {
        Self::Config(ConfigError {
            code: "ERR_BAD_OPTION_VALUE",
            option: option.to_owned(),
            message: format!("{option} {expected}"),
            hint: None,
        })
    }

    /// A URL option that is text, but no URL that can be used.
    #[must_use]
    pub fn bad_url(option: &str, expected: &str) -> Self {
        Self::Config(ConfigError {
            code: "ERR_INVALID_URL",
            option: option.to_owned(),
            message: format!("{option} {expected}"),
            hint: None,
        })
    }

    /// The name of the JavaScript class.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Config(_) => "ConfigError",
            Self::Response(response) => match response.head.status {
                401 => "AuthenticationError",
                403 => "PermissionError",
                429 => "RateLimitError",
                _ => "ApiError",
            },
            Self::Decode { .. } | Self::TooLarge { .. } => "DecodeError",
            Self::Timeout { .. } | Self::ConnectTimeout { .. } => "TimeoutError",
            Self::Network { .. } => "NetworkError",
            Self::QueueFull | Self::Internal(_) => "CoinPortError",
        }
    }

    /// The fixed code: Node's and axios's own where they have one.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Config(config) => config.code,
            Self::Response(response) if (400..500).contains(&response.head.status) => "ERR_BAD_REQUEST",
            Self::Response(_) | Self::Decode { .. } | Self::TooLarge { .. } => "ERR_BAD_RESPONSE",
            Self::Timeout { .. } => "ECONNABORTED",
            Self::ConnectTimeout { .. } => "ETIMEDOUT",
            Self::Network { code, .. } => code,
            Self::QueueFull => "ERR_QUEUE_FULL",
            Self::Internal(_) => "ERR_INTERNAL",
        }
    }

    /// The status of the answer, where one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Response(response) => Some(response.head.status),
            Self::Decode { response, .. } => response.as_ref().map(|head| head.status),
            Self::TooLarge { response, .. } => Some(response.status),
            _ => None,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Config(config) => f.write_str(&config.message),
            Self::Response(response) => {
                write!(f, "Request failed with status code {}", response.head.status)?;
                if response.errors.is_empty() { Ok(()) } else { write!(f, ": {}", response.errors.join(", ")) }
            }
            Self::Decode { path, message, .. } if path.is_empty() => write!(f, "The answer {message}"),
            Self::Decode { path, message, .. } => write!(f, "The answer's {path} {message}"),
            Self::TooLarge { limit, .. } => write!(f, "The answer is larger than maxResponseSize ({limit} bytes)"),
            Self::Timeout { limit_ms, .. } => write!(f, "timeout of {limit_ms}ms exceeded"),
            Self::ConnectTimeout { limit_ms, proxy: None } => write!(f, "no connection within {limit_ms}ms"),
            Self::ConnectTimeout { limit_ms, proxy: Some(proxy) } => {
                write!(f, "no connection through the proxy {proxy} within {limit_ms}ms")
            }
            Self::Network { message, .. } => f.write_str(message),
            Self::QueueFull => f.write_str("too many calls are waiting for their turn"),
            Self::Internal(message) => write!(f, "defect in coinport: {message}"),
        }
    }
}

/// The seconds of `wait`, a part of one counted as a whole one: whoever waits so long is never early.
#[must_use]
pub fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0))
}
