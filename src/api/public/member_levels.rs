//! Levels of verification.

use crate::schema::Type::{Integer, Object as Of};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET public/member-levels`
pub static GET_MEMBER_LEVELS: Endpoint = Endpoint {
    name: "getMemberLevels",
    path: "public/member-levels",
    result: Of(&MEMBER_LEVELS),
    doc: "The level of verification needed for deposits, withdrawals and trading. Below it, such calls fail with status 403.",
    ..Endpoint::PLAIN
};

/// The level needed for each activity.
pub static MEMBER_LEVELS: Object = Object {
    name: "MemberLevels",
    doc: "The level of verification needed for each activity.",
    fields: &[
        optional("deposit", Of(&MINIMUM_LEVEL), "For deposits."),
        optional("withdraw", Of(&MINIMUM_LEVEL), "For withdrawals and beneficiaries."),
        optional("trading", Of(&MINIMUM_LEVEL), "For orders and trades."),
    ],
};

/// A level of verification.
pub static MINIMUM_LEVEL: Object = Object {
    name: "MinimumLevel",
    doc: "A level of verification.",
    fields: &[field("minimum_level", Integer, "The lowest sufficient level.")],
};
