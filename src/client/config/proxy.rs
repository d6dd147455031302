//! Selects the proxy. It is used only for requests over TLS, through a CONNECT tunnel, so it never sees credentials.

use reqwest::Url;

use super::base_url::BaseUrl;
use crate::error::Error;

/// The proxy variables of the environment. An empty variable is `None`.
#[derive(Default, Clone)]
pub struct ProxyEnvironment {
    /// `https_proxy` or `HTTPS_PROXY`.
    pub https_proxy: Option<String>,
    /// `all_proxy` or `ALL_PROXY`.
    pub all_proxy: Option<String>,
    /// `no_proxy` or `NO_PROXY`.
    pub no_proxy: Option<String>,
}

impl ProxyEnvironment {
    /// The proxy for `base`, if any.
    ///
    /// # Errors
    /// A config error for `proxy` if the variable is not a valid URL.
    pub fn proxy_for(&self, base: &BaseUrl) -> Result<Option<Url>, Error> {
        if !base.is_encrypted() || base.is_loopback() || self.is_excepted(base) {
            return Ok(None);
        }
        let named = [("HTTPS_PROXY", &self.https_proxy), ("ALL_PROXY", &self.all_proxy)];
        let Some((variable, text)) = named.iter().find_map(|(name, value)| Some((name, value.as_ref()?))) else {
            return Ok(None);
        };
        // Other programs also accept these variables without a scheme.
        let url = if text.contains("://") { text.clone() } else { format!("http://{text}") };
        parse(&url).map(Some).map_err(|expected| Error::bad_url("proxy", &format!("(from {variable}) {expected}")))
    }

    fn is_excepted(&self, base: &BaseUrl) -> bool {
        let entries = self.no_proxy.as_deref().unwrap_or_default().split(|c: char| c == ',' || c.is_whitespace());
        entries.map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| matches(entry, base))
    }
}

/// The URL of `proxy` for messages and logs, without user name and password.
pub fn without_credentials(proxy: &Url) -> String {
    proxy.origin().ascii_serialization()
}

/// Whether an entry of `NO_PROXY` matches: `*`, a host, `.suffix` or `*.suffix`, each with or without a port.
fn matches(entry: &str, base: &BaseUrl) -> bool {
    if entry == "*" {
        return true;
    }
    let entry = entry.to_ascii_lowercase();
    let (pattern, port) = match entry.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host.to_owned(), Some(port.to_owned())),
        _ => (entry, None),
    };
    if port.is_some_and(|port| port.parse() != Ok(base.port())) {
        return false;
    }
    let host = base.host().trim_start_matches('[').trim_end_matches([']', '.']).to_ascii_lowercase();
    let pattern = pattern.trim_start_matches('[').trim_end_matches([']', '.']);
    match pattern.trim_start_matches('*') {
        suffix if suffix.starts_with('.') => host.ends_with(suffix),
        exact if exact.len() == pattern.len() => host == pattern,
        suffix => host.ends_with(suffix),
    }
}

/// Checks the option `proxy`.
///
/// # Errors
/// A config error. It does not show the URL, which may contain a password.
pub fn from_option(text: &str, base: &BaseUrl) -> Result<Url, Error> {
    if !base.is_encrypted() {
        return Err(Error::bad_option("proxy", "needs an https:// baseUrl: without TLS the proxy would see the key"));
    }
    parse(text).map_err(|expected| Error::bad_url("proxy", expected))
}

fn parse(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "must be a URL such as http://proxy.example:3128, or false")?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err("must be an http:// or https:// URL (other proxies, such as SOCKS, are not supported), or false");
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(url: &str) -> BaseUrl {
        BaseUrl::parse("baseUrl", url, true).unwrap()
    }

    #[test]
    fn follows_the_proxy_variables_like_other_programs() {
        let some = |text: &str| Some(text.to_owned());
        let exchange = "https://www.coinport.com.au/api";
        let cases = [
            (exchange, Some("http://p:1"), None, None, some("http://p:1/")),
            (exchange, None, Some("http://all:2"), None, some("http://all:2/")),
            (exchange, Some("http://p:1"), Some("http://all:2"), None, some("http://p:1/")),
            (exchange, Some("p:1"), None, None, some("http://p:1/")),
            (exchange, Some("http://p:1"), None, Some("*"), None),
            (exchange, Some("http://p:1"), None, Some("example.com, .coinport.com.au"), None),
            (exchange, Some("http://p:1"), None, Some("example.com\t\n.coinport.com.au"), None),
            (exchange, Some("http://p:1"), None, Some("*.com.au"), None),
            (exchange, Some("http://p:1"), None, Some("WWW.CoinPort.com.au"), None),
            (exchange, Some("http://p:1"), None, Some("coinport.com.au"), some("http://p:1/")),
            (exchange, Some("http://p:1"), None, Some("www.coinport.com.au:443"), None),
            (exchange, Some("http://p:1"), None, Some("www.coinport.com.au:8443"), some("http://p:1/")),
            ("https://127.0.0.1:1/api", Some("http://p:1"), None, None, None),
            ("https://localhost/api", Some("http://p:1"), None, None, None),
            ("http://exchange.example/api", Some("http://p:1"), Some("http://all:2"), None, None),
        ];
        for (url, https, all, no, expected) in cases {
            let [https_proxy, all_proxy, no_proxy] = [https, all, no].map(|value| value.map(str::to_owned));
            let environment = ProxyEnvironment { https_proxy, all_proxy, no_proxy };
            let proxy = environment.proxy_for(&base(url)).unwrap().map(String::from);
            assert_eq!(proxy, expected, "{url} {https:?} {all:?} {no:?}");
        }
    }

    #[test]
    fn refuses_proxies_that_are_not_http() {
        let tls = base("https://exchange.example");
        for text in ["socks5://p:1", "ftp://p:1", "nonsense", ""] {
            assert_eq!(from_option(text, &tls).unwrap_err().code(), "ERR_INVALID_URL", "{text}");
        }
        assert_eq!(from_option("http://p:1", &base("http://127.0.0.1")).unwrap_err().code(), "ERR_BAD_OPTION_VALUE");
        let error = from_option("socks5://user:CANARY@p:1", &tls).unwrap_err();
        assert!(!error.to_string().contains("CANARY"));
    }
}
