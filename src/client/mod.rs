//! The client: it carries a call to the exchange under one deadline and checks what comes back.
//! It knows nothing of Node.

pub mod base_url;
pub mod config;
pub mod credentials;
pub mod decode;
pub mod endpoint;
pub mod params;
pub mod proxy;
pub mod schema;

mod attempts;
mod body;
mod call;
mod complete;
mod exchange;
mod gate;
pub mod hint;
mod identity;
mod lane;
mod lanes;
mod large;
mod limiter;
mod line;
mod network;
mod options;
mod outcome;
pub mod pages;
mod progress;
mod redact;
mod relay;
mod resolver;
mod response;
mod retry;
mod retry_after;
mod roots;
mod threads;
mod transport;
mod unescape;

#[cfg(test)]
mod log_tests;

pub use call::{Call, Failure, Reply, Target};
pub use line::Arrival;
pub use network::of_this_machine;
pub use options::Given;
pub use outcome::Outcome;
pub use progress::Progress;
pub use relay::Relay;

use std::sync::Arc;

use config::{Config, KeySource};
use identity::Identity;
use transport::Transport;

/// A client object. Any number of them share connections, rate limits and the budget for retries.
pub struct Client {
    config: Config,
    transport: Arc<Transport>,
    /// What belongs to the client's own key; a call with another key has its own.
    identity: Identity,
    /// What belongs to calls without a key.
    anonymous: Identity,
}

impl Client {
    /// A client with these options. Nothing is connected, resolved or read before the first call.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let key = match &config.key {
            KeySource::Fixed(credentials) => Some(credentials),
            KeySource::Missing | KeySource::Function => None,
        };
        let identity = Identity::new(&config, key);
        let anonymous = Identity::new(&config, None);
        Self { transport: Transport::shared(config.transport.clone()), identity, anonymous, config }
    }

    /// The checked options.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }
}
