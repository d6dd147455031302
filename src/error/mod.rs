//! Why calls fail, with the messages and codes that callers see.

#[cfg(feature = "inject-panics")]
pub mod injected_panic;
mod outcome;
mod phase;
mod response;
mod system;

use std::io;

pub use outcome::Outcome;
pub use phase::Phase;
pub use response::{Head, ResponseError, whole_seconds};
pub use system::describe_io_error;

/// Why a call failed. No text in it holds the credentials of the call.
#[derive(Debug, Clone)]
pub enum Error {
    /// An option or the key is invalid. Nothing was sent.
    Config(ConfigError),
    /// An argument of the call is invalid: a parameter, or a key of the path. Nothing was sent.
    Param(ConfigError),
    /// The status of the response is not a success.
    Response(Box<ResponseError>),
    /// The response is not what the endpoint documents, although its status is a success.
    Decode {
        /// Where in the body, such as `[3].balance`. Empty for the body as a whole.
        path: String,
        /// What is wrong there, without the value.
        message: String,
        /// Status and headers of the response.
        response: Option<Box<Head>>,
    },
    /// The response has more bytes than `maxResponseSize`.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// Status and headers of the response.
        response: Box<Head>,
    },
    /// The call did not end within its timeout.
    Timeout {
        /// What the call was doing.
        phase: Phase,
        /// The timeout in milliseconds.
        limit_ms: u64,
    },
    /// A connection was not established in time.
    ConnectTimeout {
        /// The limit in milliseconds.
        limit_ms: u64,
        /// The URL of the proxy, without credentials.
        proxy: Option<String>,
    },
    /// The network failed before the response was complete.
    Network {
        /// The code that Node uses, such as `ECONNREFUSED`.
        code: &'static str,
        /// What the call was doing.
        phase: Phase,
        /// One line for people.
        message: String,
        /// What to do, if that depends on more than the code.
        hint: Option<String>,
    },
    /// Too many calls are waiting to be sent.
    QueueFull,
    /// A defect of this package.
    Internal(String),
}

/// An option, a parameter or a key that is invalid.
#[derive(Debug, Clone)]
pub struct ConfigError {
    /// `ERR_BAD_OPTION`, `ERR_BAD_OPTION_VALUE` or `ERR_INVALID_URL`.
    pub code: &'static str,
    /// The option's or parameter's name.
    pub option: String,
    /// A sentence that starts with the name and says what is expected.
    pub message: String,
    /// What to do, if the message does not say it.
    pub hint: Option<&'static str>,
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

    /// An option with an invalid value, which the error does not show.
    #[must_use]
    pub fn bad_option(option: &str, expected: &str) -> Self {
        Self::Config(ConfigError {
            code: "ERR_BAD_OPTION_VALUE",
            option: option.to_owned(),
            message: format!("{option} {expected}"),
            hint: None,
        })
    }

    /// An option that should be a URL but is another text.
    #[must_use]
    pub fn bad_url(option: &str, expected: &str) -> Self {
        Self::Config(ConfigError {
            code: "ERR_INVALID_URL",
            option: option.to_owned(),
            message: format!("{option} {expected}"),
            hint: None,
        })
    }

    /// The same error, about an argument of the call instead of an option.
    #[must_use]
    pub fn into_param(self) -> Self {
        match self {
            Self::Config(config) => Self::Param(config),
            other => other,
        }
    }

    /// The error of a call for which the system had no thread or file descriptor left.
    #[must_use]
    pub fn of_system(error: &io::Error, phase: Phase) -> Self {
        match describe_io_error(error) {
            Some((code, message)) => Self::Network { code, phase, message: format!("{code}: {message}"), hint: None },
            None => Self::Internal(format!("the operating system refused a resource: {}", error.kind())),
        }
    }

    /// The name of the JavaScript class.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Config(_) => "ConfigError",
            Self::Param(_) => "ParamError",
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

    /// The code that callers see. It is that of Node or axios if they have one for this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Config(config) | Self::Param(config) => config.code,
            Self::Response(response) if (400..500).contains(&response.head.status) => "ERR_BAD_REQUEST",
            Self::Response(_) | Self::Decode { .. } | Self::TooLarge { .. } => "ERR_BAD_RESPONSE",
            Self::Timeout { .. } => "ECONNABORTED",
            Self::ConnectTimeout { .. } => "ETIMEDOUT",
            Self::Network { code, .. } => code,
            Self::QueueFull => "ERR_QUEUE_FULL",
            Self::Internal(_) => "ERR_INTERNAL",
        }
    }

    /// The status of the response, if there is one.
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
            Self::Config(config) | Self::Param(config) => f.write_str(&config.message),
            Self::Response(response) => {
                write!(f, "Request failed with status code {}", response.head.status)?;
                if response.errors.is_empty() { Ok(()) } else { write!(f, ": {}", response.errors.join(", ")) }
            }
            Self::Decode { path, message, .. } if path.is_empty() => write!(f, "The response {message}"),
            Self::Decode { path, message, .. } => write!(f, "The response's {path} {message}"),
            Self::TooLarge { limit, .. } => write!(f, "The response is larger than maxResponseSize ({limit} bytes)"),
            Self::Timeout { limit_ms, .. } => write!(f, "timeout of {limit_ms}ms exceeded"),
            Self::ConnectTimeout { limit_ms, proxy: None } => write!(f, "no connection within {limit_ms}ms"),
            Self::ConnectTimeout { limit_ms, proxy: Some(proxy) } => {
                write!(f, "no connection through the proxy {proxy} within {limit_ms}ms")
            }
            Self::Network { message, .. } => f.write_str(message),
            Self::QueueFull => f.write_str("too many calls are waiting to be sent"),
            Self::Internal(message) => write!(f, "defect in coinport: {message}"),
        }
    }
}
