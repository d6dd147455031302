//! The member's account.

pub mod balances;
pub mod beneficiaries;
pub mod deposit_address;
pub mod deposits;
pub mod internal_transfers;
pub mod me;
pub mod pnl;
pub mod transactions;
pub mod whitelisting;
pub mod withdraws;

use crate::schema::{Param, ParamKind, param, required};

pub(super) const CURRENCY: Param = param("currency", ParamKind::Text, "Only this currency, by its code.");
const BLOCKCHAIN_KEY: Param = param("blockchain_key", ParamKind::Text, "Only this network, such as `bitcoin`.");
const UPDATED_FROM: Param =
    param("time_from", ParamKind::Seconds, "Updated at this time or later, in seconds since 1970.");
const UPDATED_TO: Param =
    param("time_to", ParamKind::Seconds, "Updated at this time or earlier, in seconds since 1970.");
const OTP: Param = required(
    "otp",
    ParamKind::Code(6, 6),
    "The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A code \
     that begins with `0` is never accepted: wait for the next one.",
)
.secret();

const DEPOSIT_STATES: &[&str] = &[
    "submitted",
    "canceled",
    "rejected",
    "accepted",
    "aml_processing",
    "aml_suspicious",
    "processing",
    "skipped",
    "collecting",
    "collected",
    "fee_collecting",
    "fee_processing",
    "fee_collected",
    "errored",
    "refunding",
];
/// The exchange refuses the last of them as a filter.
const WITHDRAW_STATES: &[&str] = &[
    "prepared",
    "accepted",
    "processing",
    "confirming",
    "succeed",
    "rejected",
    "canceled",
    "failed",
    "errored",
    "skipped",
    "under_review",
    "to_reject",
];
const WITHDRAW_FILTERS: &[&str] = match WITHDRAW_STATES.split_last() {
    Some((_, filters)) => filters,
    None => &[],
};
