//! The certificates that a server's own is traced back to: Mozilla's, as Node bundles them, and the caller's.

use std::sync::Arc;

use reqwest::Certificate;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::Value;

use super::environment::Environment;
use super::raw_options::Options;
use crate::error::Error;

/// Roots that are trusted beside Mozilla's.
#[derive(Clone, PartialEq, Eq)]
pub struct TlsRoots {
    /// From the option `ca`, checked.
    given: Arc<Vec<CertificateDer<'static>>>,
    /// From Node, which warns of what it cannot use and goes on; so do we, without the second warning.
    node_pem: Option<Arc<str>>,
    node_file: Option<Arc<str>>,
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
            node_file: environment.extra_roots_file.as_deref().map(Arc::from),
        })
    }

    /// All roots. It reads a file and takes milliseconds: not for the JavaScript thread.
    pub(in crate::client) fn all(&self) -> Result<Vec<Certificate>, Error> {
        let mozilla =
            webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|root| Certificate::from_der(root).ok());
        let mut roots: Vec<Certificate> = mozilla.collect();
        for root in self.given.iter() {
            let usable = webpki_anchor(root).then(|| Certificate::from_der(root).ok()).flatten();
            roots.push(
                usable.ok_or_else(|| Error::bad_option("ca", "must hold X.509 certificates that can be trusted"))?,
            );
        }
        let file = self.node_file.as_deref().and_then(|path| std::fs::read(path).ok()).unwrap_or_default();
        let pem = self.node_pem.as_deref().unwrap_or_default();
        for bytes in [file.as_slice(), pem.as_bytes()] {
            let certificates = CertificateDer::pem_slice_iter(bytes).filter_map(Result::ok);
            roots.extend(certificates.filter(webpki_anchor).filter_map(|root| Certificate::from_der(&root).ok()));
        }
        Ok(roots)
    }
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
