//! Market ids as people write them.

/// The longest currency code that is recognized. Longer texts may be something else, such as a key.
const MAX_CODE_LENGTH: usize = 10;

/// The id that the exchange gives to a market which is written in capitals or with a separator: `btcaud` for `BTC/AUD`.
/// `None` if `text` is not written in such a way.
#[must_use]
pub fn market_id(text: &str) -> Option<String> {
    let codes: Vec<&str> = text.split(['/', '-', '_', ':', ' ']).collect();
    let longest = match codes.len() {
        1 => 2 * MAX_CODE_LENGTH,
        2 => MAX_CODE_LENGTH,
        _ => return None,
    };
    let is_code = |code: &&str| (2..=longest).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    let id = codes.concat().to_ascii_lowercase();
    (codes.iter().all(is_code) && id != text).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::market_id;

    #[test]
    fn recognizes_capitals_and_separators_only() {
        for text in ["BTCAUD", "BTC/AUD", "btc-aud", "Btc_Aud", "btc:aud", "BTC AUD", "btcAud"] {
            assert_eq!(market_id(text).as_deref(), Some("btcaud"), "{text}");
        }
        for text in ["btcaud", "nope", "", "a/b", "../../admin", "BTC/", "BTC/AUD/X", "BTC?AUD", "http://evil", "//x"] {
            assert_eq!(market_id(text), None, "{text}");
        }
        let key = "AKIA0123456789ABCDEF0";
        assert_eq!(market_id(key), None);
    }
}
