//! The types that declarations of endpoints consist of. This module uses no other.

mod endpoint;
mod market_id;
mod paging;
mod params;
mod types;
mod variant;

pub use endpoint::{Auth, Effect, Endpoint, Hint, Key, Method, id, key};
pub use market_id::market_id;
pub use paging::{Paging, page_params};
pub use params::{Param, ParamKind, param, required};
pub use types::{Element, Field, Object, Type, field, optional};
pub use variant::{Variant, When};
