//! What a member must have reached.

use crate::schema::Type::{Integer, Object as Of};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET public/member-levels`
pub static GET_MEMBER_LEVELS: Endpoint = Endpoint {
    name: "getMemberLevels",
    path: "public/member-levels",
    result: Of(&MEMBER_LEVELS),
    doc: "The level of verification that depositing, withdrawing and trading need; below it their calls answer 403.",
    ..Endpoint::PLAIN
};

/// The levels.
pub static MEMBER_LEVELS: Object = Object {
    name: "MemberLevels",
    doc: "The level of verification that each activity needs.",
    fields: &[
        optional("deposit", Of(&MINIMUM_LEVEL), "For deposits."),
        optional("withdraw", Of(&MINIMUM_LEVEL), "For withdrawals and beneficiaries."),
        optional("trading", Of(&MINIMUM_LEVEL), "For orders and trades."),
    ],
};

/// One level.
pub static MINIMUM_LEVEL: Object = Object {
    name: "MinimumLevel",
    doc: "A level of verification.",
    fields: &[field("minimum_level", Integer, "The lowest level that will do.")],
};
