//! What it means that a proxy made no tunnel.

use hyper::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use reqwest::Url;
use tower_service::Service;

use super::errors;
use crate::client::config::proxy::shown;
use crate::error::{Error, Phase};

/// Why there is no tunnel. The library exports the type in this way only.
type TunnelError = <Tunnel<HttpConnector> as Service<Uri>>::Error;

/// The code that Node has for it.
const REFUSED: &str = "ERR_PROXY_TUNNEL";
const LOST: (&str, &str) = ("ECONNRESET", "the proxy closed the connection without an answer");

/// What `error` means where `proxy` made no tunnel to `host`; `None` for what happened within the tunnel.
pub(super) fn explain(error: &reqwest::Error, proxy: &Url, host: &str) -> Option<Error> {
    let tunnel = errors::sources(error).find_map(|source| source.downcast_ref::<TunnelError>())?;
    let named = || errors::sources(tunnel).find_map(errors::name).unwrap_or(errors::CANNOT_CONNECT);
    let (code, message, hint) = match tunnel {
        TunnelError::ProxyAuthRequired => (
            REFUSED,
            format!("the proxy refused the connection to {host} with status 407"),
            Some("Check the user name and the password in HTTPS_PROXY, ALL_PROXY or the proxy option: the proxy does not accept them.".to_owned()),
        ),
        // The library does not tell the status.
        TunnelError::TunnelUnsuccessful | TunnelError::ProxyHeadersTooLong | TunnelError::MissingHost => (
            REFUSED,
            format!("the proxy refused the connection to {host}"),
            Some(format!("The proxy does not allow connections to {host}, cannot make them, or is no proxy for HTTPS: ask whoever runs it, and check HTTPS_PROXY, ALL_PROXY or the proxy option. `npx coinport doctor` shows what it answers.")),
        ),
        TunnelError::TunnelUnexpectedEof => (LOST.0, LOST.1.to_owned(), unreached(LOST.0)),
        TunnelError::ConnectFailed(_) | TunnelError::Io(_) => {
            let (code, message) = named();
            (code, message.to_owned(), unreached(code))
        }
    };
    let message = format!("{code}: {message} (the proxy {})", shown(proxy));
    Some(Error::Network { code, phase: Phase::Connect, message, hint })
}

/// The hint for a proxy that cannot be reached, but for what does not depend on the host.
fn unreached(code: &str) -> Option<String> {
    let depends = matches!(
        code,
        "ECONNREFUSED"
            | "ECONNRESET"
            | "ECONNABORTED"
            | "EPIPE"
            | "ENOTFOUND"
            | "EAI_AGAIN"
            | "EHOSTUNREACH"
            | "ENETUNREACH"
            | "ETIMEDOUT"
            | "EPROTO"
            | "ERR_TLS_CERT_ALTNAME_INVALID"
    );
    depends.then(|| {
        "The proxy cannot be reached, and the exchange was not asked: check the proxy, and its URL in HTTPS_PROXY, ALL_PROXY or the proxy option.".to_owned()
    })
}
