//! Where to pay in.

use super::balances::PAYMENT_ADDRESS;
use crate::schema::Type::Object as Of;
use crate::schema::{Auth, Endpoint, Hint, ParamKind, key, param};

/// `GET account/deposit_address/{currency}`
pub static GET_DEPOSIT_ADDRESS: Endpoint = Endpoint {
    name: "getDepositAddress",
    path: "account/deposit_address/{currency}",
    keys: &[key("currency", "Code of a coin; fiat is answered with status 422.")],
    auth: Auth::Key,
    params: &[
        param("blockchain_key", ParamKind::Text, "Network. Default: the currency's default network."),
        param("address_format", ParamKind::OneOf(&["legacy", "cash"]), "Notation, for Bitcoin Cash and its like."),
    ],
    result: Of(&PAYMENT_ADDRESS),
    doc: "The address to deposit to. The first call creates it: `address` is then `null`, and is there when the call is \
          made again some seconds later.",
    hints: &[Hint::Code(
        "account.currency.doesnt_exist",
        "Only coins have deposit addresses: getCurrencies({ type: 'coin' }) lists them.",
    )],
    ..Endpoint::PLAIN
};
