//! Paragraphs and tables as the summary sets them.

use super::TEXT;
use docx_rs::{
    AlignmentType, BreakType, LineSpacing, LineSpacingType, Paragraph, Run, RunFonts, Shading,
    SpecialIndentType, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

/// Half points: text is 13 points, tables 10.5.
const TABLE: usize = 21;

pub fn font() -> RunFonts {
    const NAME: &str = "Times New Roman";
    RunFonts::new().ascii(NAME).hi_ansi(NAME).east_asia(NAME).cs(NAME)
}

/// Single lines. The rule is said: without it LibreOffice takes lines as exactly so high, and cuts pictures off.
pub fn single_lines() -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Auto).line(240)
}

pub fn centred(paragraph: Paragraph) -> Paragraph {
    paragraph.align(AlignmentType::Center)
}

/// A line of its own in the middle.
pub fn headline(words: &str, half_points: usize) -> Paragraph {
    centred(Paragraph::new().add_run(Run::new().add_text(words).bold().size(half_points)))
}

/// The heading of a section, which stays with what follows.
pub fn heading(words: &str) -> Paragraph {
    let spacing = single_lines().before(120).after(60);
    Paragraph::new().add_run(Run::new().add_text(words).bold()).line_spacing(spacing).keep_next(true)
}

/// Text set to both margins.
pub fn text(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words)).align(AlignmentType::Both)
}

/// A point of a list: some words, strong ones, the rest.
pub fn point(before: &str, strong: &str, after: &str) -> Paragraph {
    let runs = [
        Run::new().add_text(format!("– {before}")),
        Run::new().add_text(strong).bold(),
        Run::new().add_text(after),
    ];
    let paragraph = runs.into_iter().fold(Paragraph::new(), Paragraph::add_run);
    let hanging = Some(SpecialIndentType::Hanging(227));
    paragraph.align(AlignmentType::Both).indent(Some(227), hanging, None, None)
}

/// Small print.
pub fn small(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words).size(TABLE).italic()).align(AlignmentType::Both)
}

/// A table over the whole width: the first column takes `first` of it, the others share the rest. Lines within a cell
/// are kept; the first row is a heading.
pub fn table(rows: &[Vec<String>], first: f64, right: bool) -> Table {
    let columns = rows.first().map_or(1, Vec::len);
    let wide = (TEXT as f64 * first) as usize;
    let other = (TEXT - wide) / columns.saturating_sub(1).max(1);
    let widths: Vec<usize> = (0..columns).map(|column| if column == 0 { wide } else { other }).collect();
    let row = |(at, cells): (usize, &Vec<String>)| {
        let cells = cells.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (words, width))| {
            let align = match (column, at, right) {
                (0, ..) => AlignmentType::Left,
                (_, 1.., true) => AlignmentType::Right,
                _ => AlignmentType::Center,
            };
            cell(words, *width, align, at == 0)
        });
        TableRow::new(cells.collect()).cant_split()
    };
    Table::new(rows.iter().enumerate().map(row).collect())
        .set_grid(widths.clone())
        .width(TEXT, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(20, 70, 20, 70))
}

fn cell(words: &str, width: usize, align: AlignmentType, head: bool) -> TableCell {
    let mut run = Run::new().size(TABLE);
    for (at, line) in words.lines().enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    let run = if head { run.bold() } else { run };
    let spacing = single_lines().after(0);
    // A heading does not stay alone at the foot of a page.
    let paragraph = Paragraph::new().add_run(run).align(align).line_spacing(spacing).keep_next(head);
    let cell = TableCell::new()
        .add_paragraph(paragraph)
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    if head { cell.shading(Shading::new().fill("E8EEF4")) } else { cell }
}
