//! A panel as a tidy table of forms (TT 17/2016), readable by `data import` and `calibrate`.

use crate::calibrate::panel::{Panel, Seen, YearSeen};

const HEADER: &str = "year,form,commune_code,households,start,escaped,relapsed,newly_arisen,end,origin\n";

/// One row per year, list and commune; what is not known stays empty.
pub fn forms_csv(panel: &Panel) -> String {
    let mut text = String::from(HEADER);
    for (at, year) in panel.years.iter().enumerate() {
        for (word, list) in [("poor", of_poor as fn(&YearSeen) -> Seen), ("near_poor", of_near)] {
            for (commune, seen) in panel.communes.iter().zip(&panel.seen) {
                let seen_list = list(&seen[at]);
                let cells =
                    [seen_list.start, seen_list.escaped, seen_list.returned, seen_list.arisen, seen_list.end];
                let shown = |cell: Option<u32>| cell.map_or(String::new(), |count| count.to_string());
                let cells: Vec<String> = cells.into_iter().map(shown).collect();
                let households = shown(seen[at].households);
                let row = format!(
                    "{year},{word},{commune},{households},{},{}\n",
                    cells.join(","),
                    panel.origin.word()
                );
                text.push_str(&row);
            }
        }
    }
    text
}

fn of_poor(seen: &YearSeen) -> Seen {
    seen.poor
}

fn of_near(seen: &YearSeen) -> Seen {
    seen.near_poor
}
