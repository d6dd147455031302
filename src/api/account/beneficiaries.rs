//! Beneficiaries: the recipients of withdrawals.

use super::{BLOCKCHAIN_KEY, CURRENCY};
use crate::schema::Type::{Any, Array, Id, Integer, Map, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Object, Paging, ParamKind, field, id, optional, param};

const STATES: &[&str] = &["pending", "active", "disabled"];

/// `GET account/beneficiaries`
pub static GET_BENEFICIARIES: Endpoint = Endpoint {
    name: "getBeneficiaries",
    path: "account/beneficiaries",
    auth: Auth::Key,
    params: &[CURRENCY, BLOCKCHAIN_KEY, param("state", ParamKind::Texts(STATES), "Only these states.")],
    result: Array(&Of(&BENEFICIARY)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "The member's recipients for withdrawals, newest first. A complete list.",
    ..Endpoint::PLAIN
};

/// `GET account/beneficiaries/{id}`
pub static GET_BENEFICIARY: Endpoint = Endpoint {
    name: "getBeneficiary",
    path: "account/beneficiaries/{id}",
    keys: &[id("id", "The id of the recipient.")],
    auth: Auth::Key,
    result: Of(&BENEFICIARY),
    doc: "One recipient. An unknown id fails with status 404.",
    ..Endpoint::PLAIN
};

/// A recipient of withdrawals.
pub static BENEFICIARY: Object = Object {
    name: "Beneficiary",
    doc: "A recipient of withdrawals.",
    fields: &[
        field("id", Integer, "Id."),
        optional("blockchain_key", Nullable(&Text), "Network."),
        optional("protocol", Nullable(&Text), "Token standard; coins only."),
        optional("blockchain_name", Nullable(&Text), "Name of the network."),
        field("currency", Id, "Currency code."),
        optional("uid", Nullable(&Text), "The member's id."),
        optional("name", Nullable(&Text), "Name, given by the member."),
        optional("description", Nullable(&Text), "Description, given by the member."),
        optional(
            "data",
            Nullable(&Map(&Any)),
            "For coins the address, for fiat currencies the bank details with a masked account number.",
        ),
        optional("state", OneOf(STATES), "`active` after the member has entered the PIN."),
        optional("withdrawals", Nullable(&Integer), "Number of withdrawals to this recipient."),
        optional("sent_at", Nullable(&Text), "When the PIN was sent; ISO 8601 time."),
    ],
};
