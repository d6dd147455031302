//! The member's orders and trades.

pub mod orders;
pub mod trades;

use crate::schema::{Param, ParamKind, param};

const MARKETS: Param = param("market", ParamKind::Texts(&[]), "Only these market ids.");
const SIDE: ParamKind = ParamKind::OneOf(&["buy", "sell"]);
const CREATED_FROM: Param =
    param("time_from", ParamKind::Seconds, "Created at this time or later, in seconds since 1970.");
const CREATED_TO: Param = param("time_to", ParamKind::Seconds, "Created before this time, in seconds since 1970.");
