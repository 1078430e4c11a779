//! Text as people type it: composed, trimmed, and folded so that labels match whatever the keyboard.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Composed Unicode (NFC) without invisible characters, outer blanks or doubled blanks.
pub fn clean(text: &str) -> String {
    let visible = text.nfc().filter(|c| !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}'));
    let mut out = String::with_capacity(text.len());
    for c in visible {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Lower case without diacritics: "Tỷ lệ HỘ Đầu kỳ" becomes "ty le ho dau ky".
pub fn fold(text: &str) -> String {
    let bare: String = clean(text).nfd().filter(|c| !is_combining_mark(*c)).collect();
    bare.to_lowercase().replace('đ', "d")
}

/// Name of a place without its kind: "Thị trấn An Châu" and "TT. An Châu" become "an chau".
pub fn place_name(text: &str) -> String {
    const KINDS: [&str; 14] = [
        "thi tran ",
        "thi xa ",
        "thanh pho ",
        "huyen ",
        "phuong ",
        "tinh ",
        "xa ",
        "tt. ",
        "tt ",
        "tp. ",
        "tp ",
        "tx ",
        "h. ",
        "p. ",
    ];
    let folded = fold(text).replace("tp.", "tp. ").replace("tt.", "tt. ").replace('-', " ");
    let mut name = folded.trim();
    // "TP Bắc Giang" and "Thành phố Bắc Giang" lose one kind; no name begins with two.
    if let Some(rest) = KINDS.iter().find_map(|kind| name.strip_prefix(kind)) {
        name = rest;
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two names are one, kinds of places and homophone spellings (Xa Lý, Sa Lý; Quý, Quí) aside.
pub fn same_place(one: &str, other: &str) -> bool {
    let spellings =
        |text: &str| [fold(text), place_name(text)].map(|s| s.replace('x', "s").replace('y', "i"));
    let others = spellings(other);
    spellings(one).iter().any(|spelling| others.contains(spelling))
}

/// Number of letters that no Vietnamese text in Unicode has, but that TCVN3 (.VnTime) and VNI text is full of.
pub fn legacy_letters(text: &str) -> usize {
    const VIETNAMESE: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý";
    const PUNCTUATION: &str = "\u{a0}\u{ad}°²³´·×«»÷±½¼¾";
    text.chars()
        .filter(|c| {
            ('\u{a1}'..='\u{ff}').contains(c) && !VIETNAMESE.contains(*c) && !PUNCTUATION.contains(*c)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_text_are_the_same() {
        let decomposed: String = "Hộ cận nghèo đầu kỳ".nfd().collect();
        assert_ne!(decomposed, "Hộ cận nghèo đầu kỳ");
        assert_eq!(clean(&decomposed), "Hộ cận nghèo đầu kỳ");
        assert_eq!(fold(&decomposed), "ho can ngheo dau ky");
    }

    #[test]
    fn blanks_and_invisible_characters_go() {
        assert_eq!(clean("\u{feff} Tổng\r\n số\u{a0}hộ\u{200b} "), "Tổng số hộ");
        assert_eq!(clean(""), "");
    }

    #[test]
    fn kinds_of_places_are_dropped() {
        for (text, name) in [
            ("Thị trấn An Châu", "an chau"),
            ("TT. An Châu", "an chau"),
            ("TP.Bắc Giang", "bac giang"),
            ("Thành phố Bắc Giang", "bac giang"),
            ("Huyện Sơn Động", "son dong"),
            ("Xa Lý", "ly"),
        ] {
            assert_eq!(place_name(text), name, "{text}");
        }
    }

    #[test]
    fn homophone_spellings_are_one_place() {
        assert!(same_place("Xã Sa Lý", "Xa Lý"));
        assert!(same_place("Quí Sơn", "xã Quý Sơn"));
        assert!(!same_place("Phúc Sơn", "Phúc Thắng"));
    }

    #[test]
    fn font_encoded_text_is_recognised() {
        assert_eq!(legacy_letters("Hộ nghèo đầu kỳ, tỷ lệ 9,53 % (±0,1)"), 0);
        assert!(legacy_letters("Hé nghÌo ®Çu n¨m, tØ lÖ, x· Phóc S¬n") >= 3);
    }
}
