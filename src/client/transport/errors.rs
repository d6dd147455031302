//! Network errors, with the codes that Node uses. They are found by the types of an error and its sources, never by its
//! text.

use std::error::Error as StdError;
use std::io;

use rustls::{CertificateError, OtherError};

use super::dns::LookupError;
use crate::error::{Error, Phase, describe_io_error};

/// Explains `error`, with which a request to `host` failed in `phase`.
pub(super) fn explain(error: &reqwest::Error, phase: Phase, host: &str) -> Error {
    let phase = if error.is_connect() { Phase::Connect } else { phase };
    let (code, message) = sources(error).find_map(describe).unwrap_or(match phase {
        Phase::Connect => CANNOT_CONNECT,
        Phase::Body => NOT_HTTP,
        _ => ("ECONNRESET", "the connection was lost"),
    });
    Error::Network { code, phase, message: format!("{code}: {message} ({host})"), hint: None }
}

/// The codes for a certificate that no root certificate signed.
pub(super) const UNTRUSTED: [&str; 2] = ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "DEPTH_ZERO_SELF_SIGNED_CERT"];

pub(super) const CANNOT_CONNECT: (&str, &str) = ("ECONNREFUSED", "the connection could not be established");
const NOT_HTTP: (&str, &str) = ("EPROTO", "the response is not HTTP");

/// The sources of an error, from the outermost to the innermost.
pub(super) fn sources<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let current = next?;
        // `io::Error::source` skips the error inside it.
        let inner = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inner.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| current.source());
        Some(current)
    })
}

/// The code and message for `error` itself, not for its sources, if it is a known one.
pub(super) fn describe(error: &(dyn StdError + 'static)) -> Option<(&'static str, &'static str)> {
    if let Some(lookup) = error.downcast_ref::<LookupError>() {
        return Some((lookup.code, lookup.reason));
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(describe_tls(tls));
    }
    if let Some(http) = error.downcast_ref::<hyper::Error>() {
        if http.is_parse() {
            return Some(NOT_HTTP);
        }
        if http.is_timeout() {
            return Some(("ETIMEDOUT", "the peer stopped responding"));
        }
        if http.is_incomplete_message() {
            return Some(("ECONNRESET", "the connection was closed before the response was complete"));
        }
    }
    if let Some(http2) = error.downcast_ref::<h2::Error>() {
        return Some(describe_http2(http2));
    }
    error.downcast_ref::<io::Error>().and_then(describe_io_error)
}

fn describe_http2(error: &h2::Error) -> (&'static str, &'static str) {
    if is_unprocessed_stream(error) {
        ("ECONNRESET", "the server refused the request before processing it")
    } else if error.is_remote() {
        ("ECONNRESET", "the connection was closed before the response was complete")
    } else {
        ("EPROTO", "the response is not HTTP/2")
    }
}

/// Whether the server says that it has not processed the request, which HTTP/2 can express.
pub(super) fn is_unprocessed(error: &reqwest::Error) -> bool {
    sources(error).any(|source| source.downcast_ref().is_some_and(is_unprocessed_stream))
}

/// A stream that was refused, or that came after the last one which the server processed before it closed the connection.
fn is_unprocessed_stream(error: &h2::Error) -> bool {
    error.is_remote() && (error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM))
}

fn describe_tls(error: &rustls::Error) -> (&'static str, &'static str) {
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
            ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "the server's certificate was not issued by a trusted authority")
        }
        CertificateError::Revoked => ("CERT_REVOKED", "the server's certificate was revoked"),
        CertificateError::BadSignature => {
            ("CERT_SIGNATURE_FAILURE", "the server's certificate has an invalid signature")
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            ("INVALID_PURPOSE", "the server's certificate must not be used for servers")
        }
        CertificateError::Other(OtherError(reason)) if is_root(reason.as_ref()) => {
            ("DEPTH_ZERO_SELF_SIGNED_CERT", "the server's certificate is self-signed")
        }
        _ => ("CERT_REJECTED", "the server's certificate is not acceptable"),
    }
}

/// Whether the server uses a root certificate as its own, such as one made by `openssl req -x509`.
fn is_root(reason: &(dyn StdError + Send + Sync + 'static)) -> bool {
    matches!(reason.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}
