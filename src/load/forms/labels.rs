//! Vietnamese column labels of the printed forms, folded, to fields.

use super::layout::{
    ARISEN, END, ESCAPED, FROM_OTHER, Field, Kind, OTHER_DECREASE, OTHER_INCREASE, RETURNED, START, TO_OTHER,
};
use crate::domain::form::FormList;

/// The field that a column's labels, from the top row to the leaf, stand for.
pub fn classify(path: &[String], list: FormList, kind: Kind) -> Option<Field> {
    let whole = path.join(" / ");
    let leaf = path.last().map_or("", String::as_str);
    let is_minority = whole.contains("dtts") || whole.contains("dan toc");
    let is_rate = leaf.contains("ty le") || leaf.contains("ti le") || leaf == "%";
    if let Some(flow) = flow(&whole, list) {
        return Some(match (is_rate, is_minority) {
            (true, true) => return None,
            (true, false) => Field::Rate(flow),
            (false, true) => Field::Minority(flow),
            (false, false) => Field::Flow(kind, flow),
        });
    }
    if is_rate {
        return None;
    }
    if whole.contains("tong so ho") || whole.contains("tong ho dan") || whole.contains("so ho dan cu") {
        return Some(if is_minority { Field::HouseholdsMinority } else { Field::Households });
    }
    place(&whole)
}

/// Columns that say which unit a row is of.
fn place(whole: &str) -> Option<Field> {
    let names = ["dia ban", "khu vuc", "ten xa", "don vi", "xa/", "xa,", "huyen", "thanh pho", "dia phuong"];
    if whole.contains("don vi tinh") || whole == "dvt" || whole == "ho/nhan khau" {
        Some(Field::Unit)
    } else if whole == "ma" || whole.starts_with("ma ") {
        Some(Field::Code)
    } else if names.iter().any(|name| whole.contains(name)) || whole == "xa" {
        Some(Field::Name)
    } else {
        None
    }
}

/// The flow that a label speaks of, seen from the list that the form reports.
fn flow(whole: &str, list: FormList) -> Option<usize> {
    // "Tổng số hộ dân cư (cuối năm)" speaks of all households.
    if whole.contains("dan cu") {
        return None;
    }
    // "trở thành hộ cận nghèo": what stands after it is the list that the household goes to.
    if let Some((_, after)) = whole.rsplit_once("tro thanh") {
        let goes_to = if after.contains("can ngheo") { FormList::NearPoor } else { FormList::Poor };
        return Some(if goes_to == list { FROM_OTHER } else { TO_OTHER });
    }
    let words: [(&[&str], usize); 7] = [
        (&["vuot chuan"], ESCAPED),
        (&["khac giam", "giam khac"], OTHER_DECREASE),
        (&["khac tang", "tang khac"], OTHER_INCREASE),
        (&["tai ngheo", "tai can ngheo"], RETURNED),
        (&["phat sinh"], ARISEN),
        (&["thoat"], ESCAPED),
        (&["dau ky", "dau nam"], START),
    ];
    let spoken = |(words, _): &&(&[&str], usize)| words.iter().any(|word| whole.contains(word));
    match words.iter().find(spoken) {
        Some((_, flow)) => Some(*flow),
        None if whole.contains("cuoi ky") || whole.contains("cuoi nam") => Some(END),
        None => None,
    }
}

/// Labels that only the 2022–2025 form has: where a household that left a list went.
pub fn is_two_list_label(path: &[String]) -> bool {
    let whole = path.join(" / ");
    ["tro thanh", "vuot chuan", "khac giam", "khac tang"].iter().any(|word| whole.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::text::fold;
    use super::*;

    fn field(labels: &[&str], list: FormList) -> Option<Field> {
        let path: Vec<String> = labels.iter().map(|label| fold(label)).collect();
        classify(&path, list, Kind::Tt07)
    }

    #[test]
    fn the_direction_of_becoming_depends_on_the_list() {
        let to_near = ["Thoát nghèo", "Trở thành hộ cận nghèo"];
        let to_poor = ["Hộ cận nghèo trở thành hộ nghèo"];
        assert_eq!(field(&to_near, FormList::Poor), Some(Field::Flow(Kind::Tt07, TO_OTHER)));
        assert_eq!(field(&to_near, FormList::NearPoor), Some(Field::Flow(Kind::Tt07, FROM_OTHER)));
        assert_eq!(field(&to_poor, FormList::Poor), Some(Field::Flow(Kind::Tt07, FROM_OTHER)));
        assert_eq!(field(&to_poor, FormList::NearPoor), Some(Field::Flow(Kind::Tt07, TO_OTHER)));
    }

    #[test]
    fn totals_rates_and_minorities_are_told_apart() {
        let poor = FormList::Poor;
        assert_eq!(field(&["Tổng số hộ dân cư", "Số hộ"], poor), Some(Field::Households));
        let minority = ["Tổng số hộ dân cư", "Trong đó: hộ DTTS"];
        assert_eq!(field(&minority, poor), Some(Field::HouseholdsMinority));
        assert_eq!(field(&["Số hộ nghèo đầu năm", "Tỷ lệ %"], poor), Some(Field::Rate(START)));
        assert_eq!(field(&["Số hộ nghèo cuối năm", "Số hộ DTTS"], poor), Some(Field::Minority(END)));
        assert_eq!(field(&["Đơn vị tính"], poor), Some(Field::Unit));
        assert_eq!(field(&["Mã xã"], poor), Some(Field::Code));
        assert_eq!(field(&["Ghi chú"], poor), None);
    }
}
