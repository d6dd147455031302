//! The member that the key belongs to.

use crate::schema::Type::{Boolean, Nullable, Object as Of, Text};
use crate::schema::{Auth, Endpoint, Object, field, optional};

/// `GET account/members/me`
pub static GET_ME: Endpoint = Endpoint {
    name: "getMe",
    path: "account/members/me",
    auth: Auth::Key,
    result: Of(&MEMBER),
    doc: "The member that the key belongs to. A key needs no permission for it.",
    ..Endpoint::PLAIN
};

/// A member.
pub static MEMBER: Object = Object {
    name: "Member",
    doc: "A member of the exchange.",
    fields: &[
        field("uid", Text, "The member's id, such as `ID12AB34CD56`."),
        optional("email", Nullable(&Text), "E-mail address."),
        optional("group", Nullable(&Text), "Member group, which determines fees and limits."),
        optional(
            "beneficiaries_whitelisting",
            Nullable(&Boolean),
            "Whether withdrawals are allowed to known beneficiaries only.",
        ),
    ],
};
