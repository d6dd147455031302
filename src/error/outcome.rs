//! What a failed call has changed at the exchange.

/// The outcome of a failed call that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was sent, so the call can be repeated safely.
    NotSent,
    /// The exchange refused the call.
    Rejected,
    /// The exchange may have acted. Check before repeating the call.
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
