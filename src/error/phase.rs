//! The phases of a call.

/// What a call is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// Waiting for admission: the rate limit, a cooldown or the limit of requests in flight.
    Queue,
    /// Resolving the host name, connecting, and the TLS handshake.
    Connect,
    /// Waiting for the status and headers of the response.
    Headers,
    /// Reading the body of the response.
    Body,
    /// Waiting before a retry.
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
