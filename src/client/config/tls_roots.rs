//! The trusted root certificates: Mozilla's, which Node bundles too, and those of the caller.

use std::io;
use std::sync::Arc;

use reqwest::Certificate;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::Value;

use super::environment::Environment;
use super::raw_options::Options;
use crate::error::{Error, Phase, describe_io_error};

/// Roots in addition to Mozilla's.
#[derive(Clone, PartialEq, Eq)]
pub struct TlsRoots {
    /// From the option `ca`.
    given: Arc<Vec<CertificateDer<'static>>>,
    /// From Node. Invalid certificates are skipped silently, because Node has already warned about them.
    node_pem: Option<Arc<str>>,
    /// Environment variables, with the files that they name.
    node_files: Arc<Vec<(&'static str, String)>>,
}

/// All roots that could be read.
pub(in crate::client) struct Roots {
    pub(in crate::client) certificates: Vec<Certificate>,
    /// A file whose roots could not be read.
    pub(in crate::client) missing: Option<MissingRoots>,
}

/// A file that Node was told to trust, but that has no usable roots. Errors name it only if a certificate is not trusted.
pub(in crate::client) struct MissingRoots {
    variable: &'static str,
    file: String,
    reason: String,
}

impl MissingRoots {
    /// What to do if no other root trusts the certificate of a server.
    pub(in crate::client) fn hint(&self) -> String {
        let Self { variable, file, reason } = self;
        format!(
            "{variable} names {file}, which {reason}: fix the file, and the next call reads it again. If its roots do not trust the certificate either, someone may be intercepting the connection."
        )
    }
}

impl TlsRoots {
    pub(in crate::client) fn new(options: &Options<'_>, environment: &Environment) -> Result<Self, Error> {
        let mut given = Vec::new();
        for pem in pem_texts(options)? {
            let certificates = CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>();
            match certificates {
                Ok(certificates) if !certificates.is_empty() => given.extend(certificates),
                _ => return Err(options.refuse("ca", "must contain certificates in PEM (-----BEGIN CERTIFICATE-----)")),
            }
        }
        Ok(Self {
            given: Arc::new(given),
            node_pem: environment.extra_roots.as_deref().map(Arc::from),
            node_files: Arc::new(environment.roots_files.clone()),
        })
    }

    /// Reads all roots. This does blocking I/O and takes milliseconds, so it must not run on the JavaScript thread.
    ///
    /// # Errors
    /// A config error for `ca`, or a temporary error if too many files are open.
    pub(in crate::client) fn all(&self) -> Result<Roots, Error> {
        let mozilla =
            webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|root| Certificate::from_der(root).ok());
        let mut certificates: Vec<Certificate> = mozilla.collect();
        for root in self.given.iter() {
            let usable = is_valid_root(root).then(|| Certificate::from_der(root).ok()).flatten();
            certificates.push(
                usable.ok_or_else(|| {
                    Error::bad_option("ca", "must contain X.509 certificates that can be used as roots")
                })?,
            );
        }
        certificates.extend(usable(self.node_pem.as_deref().unwrap_or_default().as_bytes()));
        let mut missing = None;
        for (variable, file) in self.node_files.iter() {
            let before = certificates.len();
            let reason = match std::fs::read(file) {
                Ok(pem) => {
                    certificates.extend(usable(&pem));
                    "contains no valid certificate in PEM".to_owned()
                }
                Err(error) if is_temporary(&error) => return Err(Error::of_system(&error, Phase::Connect)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => "does not exist".to_owned(),
                Err(error) => format!("could not be read ({})", error.kind()),
            };
            if certificates.len() == before {
                missing = Some(MissingRoots { variable, file: file.clone(), reason });
            }
        }
        Ok(Roots { certificates, missing })
    }
}

/// Whether the error is not about this file, but about too many open files in the process or on the machine.
fn is_temporary(error: &io::Error) -> bool {
    describe_io_error(error).is_some_and(|(code, _)| matches!(code, "EMFILE" | "ENFILE"))
}

/// The roots in `pem`, without invalid ones.
fn usable(pem: &[u8]) -> impl Iterator<Item = Certificate> {
    let certificates = CertificateDer::pem_slice_iter(pem).filter_map(Result::ok);
    certificates.filter(is_valid_root).filter_map(|root| Certificate::from_der(&root).ok())
}

/// Whether rustls accepts the certificate as a root. One that it refuses would make the whole client fail.
fn is_valid_root(certificate: &CertificateDer<'static>) -> bool {
    rustls::RootCertStore::empty().add(certificate.clone()).is_ok()
}

fn pem_texts<'v>(options: &Options<'v>) -> Result<Vec<&'v str>, Error> {
    match options.get("ca") {
        None => Ok(Vec::new()),
        Some(Value::String(pem)) => Ok(vec![pem]),
        Some(Value::Array(pems)) => pems
            .iter()
            .map(|pem| pem.as_str().ok_or_else(|| options.refuse("ca", "must be PEM text or a list of PEM texts")))
            .collect(),
        Some(_) => Err(options.refuse("ca", "must be PEM text or a list of PEM texts")),
    }
}
