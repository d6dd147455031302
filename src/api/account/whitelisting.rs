//! Whether withdrawals are allowed to known beneficiaries only.

use super::OTP;
use super::me::MEMBER;
use crate::schema::Type::Object as Of;
use crate::schema::{Auth, Effect, Endpoint, Hint, Method, ParamKind, required};

/// `POST account/members/beneficiaries_whitelisting`
pub static SET_BENEFICIARIES_WHITELISTING: Endpoint = Endpoint {
    name: "setBeneficiariesWhitelisting",
    method: Method::Post,
    effect: Effect::Sets,
    path: "account/members/beneficiaries_whitelisting",
    auth: Auth::Key,
    params: &[
        OTP,
        required(
            "state",
            ParamKind::Flag,
            "Whether to allow withdrawals to known beneficiaries only. `false` disables every beneficiary.",
        ),
    ],
    result: Of(&MEMBER),
    doc: "Sets whether withdrawals are allowed to known beneficiaries only. An exchange that forces this setting refuses the \
          call.",
    hints: &[
        Hint::Code(
            "member.force_beneficiaries_whitelisting.enabled",
            "The exchange fixes this setting for all members: withdraw to beneficiaries.",
        ),
        Hint::Code(
            "account.beneficiaries_whitelisting.same_state",
            "The setting already has this value: getMe() shows it.",
        ),
    ],
    ..Endpoint::PLAIN
};
