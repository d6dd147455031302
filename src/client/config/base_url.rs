//! The base URL: the scheme, host and port of all requests, and the beginning of their path.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::Url;

use crate::error::Error;

/// The URL of the exchange.
pub const DEFAULT_BASE_URL: &str = "https://www.coinport.com.au/api/v2/peatio";

/// The characters that are encoded in a segment of a path.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A valid base URL.
#[derive(Debug, Clone)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Parses `text`. Plain `http` is accepted only for loopback or with `allow_insecure`.
    ///
    /// # Errors
    /// A config error for `option`. It does not show the text, which may contain a password.
    pub fn parse(option: &str, text: &str, allow_insecure: bool) -> Result<Self, Error> {
        let refuse = |expected: &str| Err(Error::bad_url(option, expected));
        let Ok(url) = Url::parse(text) else {
            return refuse("must be a URL such as https://www.coinport.com.au/api/v2/peatio");
        };
        if !matches!(url.scheme(), "https" | "http") {
            return refuse("must start with https://");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("must not contain a user name or password; pass the key as apiKey");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("must not have a query or fragment");
        }
        if url.port() == Some(0) {
            return refuse("must have a port other than 0");
        }
        let base = Self(url);
        if !base.is_encrypted() && !base.is_loopback() && !allow_insecure {
            return refuse(
                "must start with https:// so that nobody on the network can read the key; http:// is allowed for loopback, or with allowInsecure: true",
            );
        }
        Ok(base)
    }

    /// Whether requests travel over TLS.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether the host is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.host();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
        address.map_or_else(|_| host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback())
    }

    /// The host. An IPv6 address is in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The port, or the default port of the scheme.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// Scheme, host and port. Rate limits apply per origin.
    #[must_use]
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The base URL as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// The URL of `path` and `query`. Encodes the segments of the path, but not the query.
    ///
    /// # Errors
    /// An internal error, which cannot happen if the path has been checked.
    pub fn join(&self, path: &str, query: &str) -> Result<Url, Error> {
        let mut url = self.as_str().to_owned();
        for segment in path.split('/') {
            url.push('/');
            url.extend(utf8_percent_encode(segment, SEGMENT));
        }
        if !query.is_empty() {
            url.push('?');
            url.push_str(query);
        }
        Url::parse(&url).map_err(|_| Error::Internal("a checked path does not make a URL".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_accepted_url_has_a_single_secure_origin(
            text in "\\PC{0,40}", scheme in "https?|HTTPS|ftp|file|javascript", slashes in ":(//|/|\\\\|)",
            user in "([a-z]{1,3}(:[a-z]{0,3})?@)?", host in "[a-zA-Z0-9.\\[\\]:%@_-]{0,24}", tail in "[/a-z?#@\\\\]{0,12}", insecure: bool,
        ) {
            for text in [text.clone(), format!("{scheme}{slashes}{user}{host}{tail}")] {
                let Ok(base) = BaseUrl::parse("baseUrl", &text, insecure) else { continue };
                let origin = base.origin();
                prop_assert!(origin.starts_with("https://") || origin.starts_with("http://") && (insecure || base.is_loopback()), "{}", text);
                prop_assert!(!base.host().is_empty() && base.port() != 0, "{}", text);
                prop_assert!(!base.as_str().contains(['@', '?', '#']) || base.0.path().contains('@'), "{}", text);
                prop_assert!(base.as_str().starts_with(&origin), "{}", text);
            }
        }
    }
}
