//! The certificates that a server's own is traced back to: Mozilla's, as Node bundles them, and the caller's.

use std::io;
use std::sync::Arc;

use reqwest::Certificate;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::Value;

use super::environment::Environment;
use super::raw_options::Options;
use crate::error::{Error, Phase, describe_io_error};

/// Roots that are trusted beside Mozilla's.
#[derive(Clone, PartialEq, Eq)]
pub struct TlsRoots {
    /// From the option `ca`, checked.
    given: Arc<Vec<CertificateDer<'static>>>,
    /// From Node, which warns of what it cannot use and goes on; so do we, without the second warning.
    node_pem: Option<Arc<str>>,
    /// The files that these variables name.
    node_files: Arc<Vec<(&'static str, String)>>,
}

/// All roots that could be had.
pub(in crate::client) struct Roots {
    pub(in crate::client) certificates: Vec<Certificate>,
    /// What is missing among them.
    pub(in crate::client) missing: Option<MissingRoots>,
}

/// A file of Node's that gave no roots, which matters only where a certificate is not trusted.
pub(in crate::client) struct MissingRoots {
    variable: &'static str,
    file: String,
    reason: String,
}

impl MissingRoots {
    /// What to do where a server's certificate is trusted by none of the others.
    pub(in crate::client) fn hint(&self) -> String {
        let Self { variable, file, reason } = self;
        format!(
            "{variable} names {file}, which {reason}: mend that, and the next call reads it again. If the certificate does not come from its roots either, somebody is listening in."
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
                _ => return Err(options.refuse("ca", "must hold certificates in PEM (-----BEGIN CERTIFICATE-----)")),
            }
        }
        Ok(Self {
            given: Arc::new(given),
            node_pem: environment.extra_roots.as_deref().map(Arc::from),
            node_files: Arc::new(environment.roots_files.clone()),
        })
    }

    /// All roots. It reads files and takes milliseconds: not for the JavaScript thread.
    ///
    /// # Errors
    /// A config error for `ca`, or that no descriptor is free to read with: that passes.
    pub(in crate::client) fn all(&self) -> Result<Roots, Error> {
        let mozilla =
            webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|root| Certificate::from_der(root).ok());
        let mut certificates: Vec<Certificate> = mozilla.collect();
        for root in self.given.iter() {
            let usable = webpki_anchor(root).then(|| Certificate::from_der(root).ok()).flatten();
            certificates.push(
                usable.ok_or_else(|| Error::bad_option("ca", "must hold X.509 certificates that can be trusted"))?,
            );
        }
        certificates.extend(usable(self.node_pem.as_deref().unwrap_or_default().as_bytes()));
        let mut missing = None;
        for (variable, file) in self.node_files.iter() {
            let before = certificates.len();
            let reason = match std::fs::read(file) {
                Ok(pem) => {
                    certificates.extend(usable(&pem));
                    "holds no certificate in PEM that can be used".to_owned()
                }
                Err(error) if is_passing(&error) => return Err(Error::of_system(&error, Phase::Connect)),
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

/// Whether it says nothing of the file: the process or the machine has too many open.
fn is_passing(error: &io::Error) -> bool {
    describe_io_error(error).is_some_and(|(code, _)| matches!(code, "EMFILE" | "ENFILE"))
}

/// The roots in `pem`; what cannot be used is left out.
fn usable(pem: &[u8]) -> impl Iterator<Item = Certificate> {
    let certificates = CertificateDer::pem_slice_iter(pem).filter_map(Result::ok);
    certificates.filter(webpki_anchor).filter_map(|root| Certificate::from_der(&root).ok())
}

/// Whether rustls takes the certificate as a root; one that it does not would fail the whole client.
fn webpki_anchor(certificate: &CertificateDer<'static>) -> bool {
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
