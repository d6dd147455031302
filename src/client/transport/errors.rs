//! Node's own names for what can go wrong on the network, found by walking the sources of an error
//! and never by reading its text.

use std::error::Error as StdError;
use std::io;

use rustls::{CertificateError, OtherError};

use super::dns::LookupFailed;
use crate::error::{Error, Phase, describe_io_error};

/// What `error` means to a caller who was in `phase` and talks to `host`.
pub(super) fn explain(error: &reqwest::Error, phase: Phase, host: &str) -> Error {
    let phase = if error.is_connect() { Phase::Connect } else { phase };
    let (code, message) = sources(error).find_map(name).unwrap_or(match phase {
        Phase::Connect => CANNOT_CONNECT,
        Phase::Body => NOT_HTTP,
        _ => ("ECONNRESET", "the connection was lost"),
    });
    Error::Network { code, phase, message: format!("{code}: {message} ({host})"), hint: None }
}

/// A certificate that was traced back to none of the roots.
pub(super) const UNTRUSTED: [&str; 2] = ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "DEPTH_ZERO_SELF_SIGNED_CERT"];

pub(super) const CANNOT_CONNECT: (&str, &str) = ("ECONNREFUSED", "the connection could not be made");
const NOT_HTTP: (&str, &str) = ("EPROTO", "the response is not HTTP");

/// What an error is made of, from the outside to the inside.
pub(super) fn sources<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let current = next?;
        // An `io::Error` hides what it carries from `source()`.
        let carried = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = carried.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| current.source());
        Some(current)
    })
}

/// The code and the words for `error`, where it is known; not for those that it is made of.
pub(super) fn name(error: &(dyn StdError + 'static)) -> Option<(&'static str, &'static str)> {
    if let Some(lookup) = error.downcast_ref::<LookupFailed>() {
        return Some((lookup.code, lookup.reason));
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(tls_name(tls));
    }
    if let Some(http) = error.downcast_ref::<hyper::Error>() {
        if http.is_parse() {
            return Some(NOT_HTTP);
        }
        if http.is_timeout() {
            return Some(("ETIMEDOUT", "the peer no longer answers"));
        }
        if http.is_incomplete_message() {
            return Some(("ECONNRESET", "the connection was closed before the response was complete"));
        }
    }
    if let Some(http2) = error.downcast_ref::<h2::Error>() {
        return Some(http2_name(http2));
    }
    error.downcast_ref::<io::Error>().and_then(describe_io_error)
}

fn http2_name(error: &h2::Error) -> (&'static str, &'static str) {
    if is_disclaimed(error) {
        ("ECONNRESET", "the server did not take the request")
    } else if error.is_remote() {
        ("ECONNRESET", "the connection was closed before the response was complete")
    } else {
        ("EPROTO", "the response is not HTTP/2")
    }
}

/// Whether the server says that it did nothing with the request: HTTP/2 has words for that.
pub(super) fn is_unprocessed(error: &reqwest::Error) -> bool {
    sources(error).any(|source| source.downcast_ref().is_some_and(is_disclaimed))
}

/// A refused stream, or one beyond the last that the server took before it went away: only those get that error.
fn is_disclaimed(error: &h2::Error) -> bool {
    error.is_remote() && (error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM))
}

fn tls_name(error: &rustls::Error) -> (&'static str, &'static str) {
    let rustls::Error::InvalidCertificate(certificate) = error else {
        return ("EPROTO", "the TLS handshake failed");
    };
    match certificate {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            ("CERT_HAS_EXPIRED", "the server's certificate has expired")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            ("CERT_NOT_YET_VALID", "the server's certificate is not valid yet")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            ("ERR_TLS_CERT_ALTNAME_INVALID", "the server's certificate is for another host")
        }
        CertificateError::UnknownIssuer => {
            ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "the server's certificate comes from nobody who is trusted")
        }
        CertificateError::Revoked => ("CERT_REVOKED", "the server's certificate was revoked"),
        CertificateError::BadSignature => ("CERT_SIGNATURE_FAILURE", "the server's certificate has a wrong signature"),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            ("INVALID_PURPOSE", "the server's certificate is not for servers")
        }
        CertificateError::Other(OtherError(reason)) if is_root(reason.as_ref()) => {
            ("DEPTH_ZERO_SELF_SIGNED_CERT", "the server's certificate is signed by itself")
        }
        _ => ("CERT_REJECTED", "the server's certificate is not acceptable"),
    }
}

/// Whether a root is used as the certificate of a server, as `openssl req -x509` makes it.
fn is_root(reason: &(dyn StdError + Send + Sync + 'static)) -> bool {
    matches!(reason.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}
