//! Compares decimals by their text, without floating point.

/// Whether two decimals, written as JSON writes numbers, have the same value.
#[must_use]
pub fn same_decimal(a: &str, b: &str) -> bool {
    matches!((Decimal::parse(a), Decimal::parse(b)), (Some(a), Some(b)) if a == b)
}

/// `±digits × 10^exponent`, where `digits` neither begins nor ends with a zero. It is empty for zero.
#[derive(PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-');
        let (mantissa, exponent) = match unsigned.unwrap_or(text).split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (unsigned.unwrap_or(text), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let shortened = all.trim_end_matches('0');
        let digits = shortened.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { is_negative: false, digits, exponent: 0 });
        }
        let shift = i64::try_from(all.len() - shortened.len()).ok()? - i64::try_from(fraction.len()).ok()?;
        Some(Self { is_negative: unsigned.is_some(), digits, exponent: exponent.checked_add(shift)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_values_and_not_texts() {
        let same = [("1", "1.0"), ("0.10", "1e-1"), ("100", "1E+2"), ("0", "-0.00"), ("12.50", "0012.5"), ("0e9", "0")];
        let different = [
            ("1", "-1"),
            ("0.1", "0.01"),
            ("1e-7", "1e-8"),
            ("1", "1.0000000000000001"),
            ("10", "1"),
            ("", "0"),
            ("x", "x"),
        ];
        for (a, b) in same {
            assert!(same_decimal(a, b) && same_decimal(b, a), "{a} {b}");
        }
        for (a, b) in different {
            assert!(!same_decimal(a, b) && !same_decimal(b, a), "{a} {b}");
        }
    }
}
