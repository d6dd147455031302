//! Whom withdrawals may go to.

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
    doc: "The recipients that the member has named, newest first. Complete.",
    ..Endpoint::PLAIN
};

/// `GET account/beneficiaries/{id}`
pub static GET_BENEFICIARY: Endpoint = Endpoint {
    name: "getBeneficiary",
    path: "account/beneficiaries/{id}",
    keys: &[id("id", "Its number.")],
    auth: Auth::Key,
    result: Of(&BENEFICIARY),
    doc: "One recipient; 404 where there is none.",
    ..Endpoint::PLAIN
};

/// A recipient.
pub static BENEFICIARY: Object = Object {
    name: "Beneficiary",
    doc: "A recipient of withdrawals.",
    fields: &[
        field("id", Integer, "Its id."),
        optional("blockchain_key", Nullable(&Text), "Network."),
        optional("protocol", Nullable(&Text), "Standard of the token; coins only."),
        optional("blockchain_name", Nullable(&Text), "Name of the network."),
        field("currency", Id, "Currency code."),
        optional("uid", Nullable(&Text), "The member's id."),
        optional("name", Nullable(&Text), "The member's name for it."),
        optional("description", Nullable(&Text), "The member's description."),
        optional("data", Nullable(&Map(&Any)), "Address of a coin, or bank details with masked account number."),
        optional("state", OneOf(STATES), "`active` once the PIN was entered."),
        optional("withdrawals", Nullable(&Integer), "Withdrawals to it so far."),
        optional("sent_at", Nullable(&Text), "When its PIN was sent, as ISO 8601 time."),
    ],
};
