//! What a declaration is made of. It knows no other module.

mod endpoint;
mod params;
mod types;

pub use endpoint::{Auth, Effect, Endpoint, Hint, Key, Method, Paging, id, key};
pub use params::{Param, ParamKind, page_params, param, required};
pub use types::{Element, Field, Object, Type, field, optional};
