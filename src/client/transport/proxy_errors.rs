//! Errors of CONNECT tunnels through a proxy.

use hyper::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use reqwest::Url;
use tower_service::Service;

use super::errors;
use crate::client::config::proxy::without_credentials;
use crate::error::{Error, Phase};

/// Why a tunnel failed. hyper-util exports the type only as an associated type.
type TunnelError = <Tunnel<HttpConnector> as Service<Uri>>::Error;

/// The code that Node uses.
const REFUSED: &str = "ERR_PROXY_TUNNEL";
const LOST: (&str, &str) = ("ECONNRESET", "the proxy closed the connection without a response");

/// Explains `error` if `proxy` did not open a tunnel to `host`. `None` if the error happened inside the tunnel.
pub(super) fn explain(error: &reqwest::Error, proxy: &Url, host: &str) -> Option<Error> {
    let tunnel = errors::sources(error).find_map(|source| source.downcast_ref::<TunnelError>())?;
    let described = || errors::sources(tunnel).find_map(errors::describe).unwrap_or(errors::CANNOT_CONNECT);
    let (code, message, hint) = match tunnel {
        TunnelError::ProxyAuthRequired => (
            REFUSED,
            format!("the proxy refused the connection to {host} with status 407"),
            Some("Check the user name and the password in HTTPS_PROXY, ALL_PROXY or the proxy option: the proxy does not accept them.".to_owned()),
        ),
        // hyper-util does not report the status.
        TunnelError::TunnelUnsuccessful | TunnelError::ProxyHeadersTooLong | TunnelError::MissingHost => (
            REFUSED,
            format!("the proxy refused the connection to {host}"),
            Some(format!("The proxy does not allow connections to {host}, cannot connect to it, or does not support HTTPS: ask its administrator, and check HTTPS_PROXY, ALL_PROXY or the proxy option. `npx coinport doctor` shows its response.")),
        ),
        TunnelError::TunnelUnexpectedEof => (LOST.0, LOST.1.to_owned(), unreachable_hint(LOST.0)),
        TunnelError::ConnectFailed(_) | TunnelError::Io(_) => {
            let (code, message) = described();
            (code, message.to_owned(), unreachable_hint(code))
        }
    };
    let message = format!("{code}: {message} (the proxy {})", without_credentials(proxy));
    Some(Error::Network { code, phase: Phase::Connect, message, hint })
}

/// The hint for a proxy that cannot be reached. `None` for codes whose general hint applies to a proxy too.
fn unreachable_hint(code: &str) -> Option<String> {
    let is_specific = matches!(
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
    is_specific.then(|| {
        "The proxy cannot be reached, and nothing was sent to the exchange: check the proxy, and its URL in HTTPS_PROXY, ALL_PROXY or the proxy option.".to_owned()
    })
}
