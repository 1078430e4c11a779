//! Native charts over a sheet of their numbers, so that a reader can restyle them and see what they show.

use super::super::charts::palette;
use super::super::table::Cell;
use super::look::number_format;
use super::table::cell;
use super::{Book, page_setup};
use crate::report::charts::canvas::Ink;
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartRange, ChartSeries, ChartSolidFill, ChartType,
    Color, Format, Workbook, XlsxError,
};

/// Size of a chart, pixels: a page of A4.
const SIZE: (u32, u32) = (1120, 640);
/// Rows of 20 pixels from one chart to the next, and the first one's.
const STEP: u32 = 34;
const FIRST: u32 = 3;

/// The numbers of one chart: a heading row and rows below, from column A.
struct Block {
    title: String,
    header: Vec<String>,
    rows: Vec<Vec<Cell<'static>>>,
    unit: &'static str,
    at: u32,
}

/// The charts of a book and their numbers.
pub struct Plots {
    /// Name of the sheet that holds the numbers.
    sheet: String,
    blocks: Vec<Block>,
    charts: Vec<Chart>,
}

/// Where a block's numbers stand.
pub struct Place {
    sheet: String,
    first: u32,
    last: u32,
}

impl Place {
    /// A column's cells.
    fn column(&self, column: u16) -> (&str, u32, u16, u32, u16) {
        (&self.sheet, self.first, column, self.last, column)
    }

    fn range(&self, column: u16) -> ChartRange {
        ChartRange::new_from_range(&self.sheet, self.first, column, self.last, column)
    }

    /// A series over a column, named by its heading, against column A.
    pub fn series(&self, column: u16) -> ChartSeries {
        let mut series = ChartSeries::new();
        series.set_categories(self.column(0)).set_values(self.column(column));
        series.set_name((self.sheet.as_str(), self.first - 1, column, self.first - 1, column));
        series
    }

    /// Whiskers down and up by the numbers of two columns.
    pub fn whiskers(&self, series: &mut ChartSeries, down: u16, up: u16) {
        let mut bars = ChartErrorBars::new();
        bars.set_type(ChartErrorBarsType::Custom(self.range(up), self.range(down)));
        series.set_y_error_bars(&bars);
    }
}

impl Plots {
    pub fn new(sheet: String) -> Plots {
        Plots { sheet, blocks: Vec::new(), charts: Vec::new() }
    }

    /// Puts numbers below those there are: the first column is what they are counted by.
    pub fn numbers(
        &mut self,
        title: &str,
        header: Vec<String>,
        rows: Vec<Vec<Cell<'static>>>,
        unit: &'static str,
    ) -> Place {
        let at = self.blocks.last().map_or(FIRST, |it| it.at + it.rows.len() as u32 + 3);
        let (first, last) = (at + 2, at + 1 + rows.len() as u32);
        self.blocks.push(Block { title: title.to_string(), header, rows, unit, at });
        Place { sheet: self.sheet.clone(), first, last }
    }

    /// Adds a chart under a title.
    pub fn chart(&mut self, title: &str, mut chart: Chart) {
        chart.title().set_name(title).set_font(ChartFont::new().set_size(13));
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.set_width(SIZE.0).set_height(SIZE.1);
        self.charts.push(chart);
    }

    /// The sheet of charts, one to a page.
    pub fn write_charts(&self, book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        let name = book.texts.get("book-sheet-charts");
        sheet.set_name(&name)?.set_screen_gridlines(false);
        book.head(sheet, &name, &book.texts.format("book-charts-note", &[("sheet", &self.sheet)]))?;
        let rows = (FIRST..).step_by(STEP as usize);
        for (row, chart) in rows.zip(&self.charts) {
            sheet.insert_chart(row, 0, chart)?;
        }
        let breaks: Vec<u32> = (1..self.charts.len() as u32).map(|it| FIRST + it * STEP).collect();
        sheet.set_page_breaks(&breaks)?.set_repeat_rows(0, FIRST - 1)?;
        page_setup(sheet);
        Ok(())
    }

    /// The sheet of their numbers; small, and in memory, because the charts carry copies.
    pub fn write_numbers(&self, book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.sheet)?.set_column_width(0, 44)?;
        for column in 1..30 {
            sheet.set_column_width(column, 15)?;
        }
        book.head(sheet, &self.sheet, &book.texts.get("book-chart-numbers-note"))?;
        for block in &self.blocks {
            sheet.write_with_format(block.at, 0, &block.title, &book.look.strong)?;
            for (column, words) in (0u16..).zip(&block.header) {
                sheet.write_with_format(block.at + 1, column, words, &book.look.heading)?;
            }
            let number = book.look.number(block.unit);
            // The first column holds names or years.
            let first = book.look.text.clone().set_num_format(number_format("year"));
            for (row, cells) in (block.at + 2..).zip(&block.rows) {
                for (column, value) in (0u16..).zip(cells) {
                    let format: &Format = if column == 0 { &first } else { &number };
                    cell(sheet, row, column, value, Some(format))?;
                }
            }
        }
        page_setup(sheet);
        Ok(())
    }
}

fn color(Ink(red, green, blue): Ink) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

/// The colour of the group at a position.
pub fn group(position: usize) -> Ink {
    palette::GROUPS[position % palette::GROUPS.len()]
}

/// A filled area or bar; `None` = nothing is painted.
pub fn fill(ink: Option<Ink>) -> ChartFormat {
    let mut format = ChartFormat::new();
    match ink {
        Some(ink) => format.set_solid_fill(ChartSolidFill::new().set_color(color(ink))).set_no_border(),
        None => format.set_no_fill().set_no_border(),
    };
    format
}

/// A line, points wide.
pub fn line(ink: Ink, width: f64, dashed: bool) -> ChartFormat {
    let mut line = ChartLine::new();
    line.set_color(color(ink)).set_width(width);
    if dashed {
        line.set_dash_type(ChartLineDashType::Dash);
    }
    let mut format = ChartFormat::new();
    format.set_line(&line);
    format
}

/// Bars from left to right, one colour per group, over columns 1 to `groups` of a place; the first row on top, as in
/// the table. Of bars, the library calls the horizontal axis x: it is that of the values.
pub fn bars(kind: ChartType, place: &Place, groups: usize, num_format: &str) -> Chart {
    let mut chart = Chart::new(kind);
    for position in 0..groups {
        let mut series = place.series(position as u16 + 1);
        series.set_format(&mut fill(Some(group(position))));
        chart.push_series(&series);
    }
    chart.x_axis().set_num_format(num_format).set_min(0);
    // Names from above; the values' axis would follow the first of them to the top.
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
    chart
}
