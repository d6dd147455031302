//! The environment variables that a client is made of. The JavaScript layer reads them; Rust never does.

use zeroize::Zeroizing;

use super::proxy::ProxyEnvironment;

/// The environment, as the JavaScript layer read it.
#[derive(Default)]
pub struct Environment {
    /// `COINPORT_API_KEY`.
    pub api_key: Option<Zeroizing<String>>,
    /// `COINPORT_API_SECRET`.
    pub api_secret: Option<Zeroizing<String>>,
    /// `COINPORT_BASE_URL`.
    pub base_url: Option<String>,
    /// The proxy variables.
    pub proxy: ProxyEnvironment,
    /// Certificates in PEM that Node trusts beside its own.
    pub extra_roots: Option<String>,
    /// Variables that name a file of such certificates, and the file.
    pub roots_files: Vec<(&'static str, String)>,
}
