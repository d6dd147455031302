//! The environment variables that configure a client. The JavaScript layer reads them; Rust never does.

use zeroize::Zeroizing;

use super::proxy::ProxyEnvironment;

/// The values of the environment variables.
#[derive(Default, Clone)]
pub struct Environment {
    /// `COINPORT_API_KEY`.
    pub api_key: Option<Zeroizing<String>>,
    /// `COINPORT_API_SECRET`.
    pub api_secret: Option<Zeroizing<String>>,
    /// `COINPORT_BASE_URL`.
    pub base_url: Option<String>,
    /// `COINPORT_READ_ONLY`.
    pub read_only: Option<String>,
    /// The proxy variables.
    pub proxy: ProxyEnvironment,
    /// Additional root certificates of Node, in PEM.
    pub extra_roots: Option<String>,
    /// Variables that name a file of root certificates, with the path of the file.
    pub roots_files: Vec<(&'static str, String)>,
}

impl Environment {
    /// Removes the key and its secret.
    pub fn remove_keys(&mut self) {
        (self.api_key, self.api_secret) = (None, None);
    }
}
