//! The endpoints of the exchange, one documented block each. A new one is a block in a file of its
//! group and a line in [`ENDPOINTS`]; typings and the list of calls follow by generation.

pub mod account;
pub mod public;

use crate::client::endpoint::Endpoint;

/// Every endpoint, in the order of the documentation. Its index is how JavaScript names it.
pub static ENDPOINTS: [&Endpoint; 2] = [&public::tickers::GET_TICKERS, &account::balances::GET_BALANCES];

/// The endpoint that this path belongs to, if one does.
#[must_use]
pub fn find(path: &str) -> Option<&'static Endpoint> {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix(".json").unwrap_or(path);
    ENDPOINTS.iter().copied().find(|endpoint| matches(endpoint.path, path))
}

fn matches(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern
            .split('/')
            .zip(path.split('/'))
            .all(|(pattern, segment)| pattern.starts_with('{') || pattern == segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_endpoint_of_a_path() {
        let cases = [
            ("account/balances", Some("getBalances")),
            ("account/balances.json", Some("getBalances")),
            ("public/markets/tickers", Some("getTickers")),
            ("public/markets", None),
            ("account/balances/btc/more", None),
        ];
        for (path, name) in cases {
            assert_eq!(find(path).map(|endpoint| endpoint.name), name, "{path}");
        }
    }
}
