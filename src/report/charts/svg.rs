//! A drawing as SVG with the font inside, so that it looks the same on any machine.

use super::super::{ReportError, Sink};
use super::canvas::{Align, Drawing, Ink, Mark, Type, Weight};
use super::font::{BOLD, REGULAR};
use super::palette;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The SVG file.
pub fn write(drawing: &Drawing, to: &mut dyn Sink) -> Result<(), ReportError> {
    let style = format!("<style>{}</style>\n", style("text"));
    let text = document(drawing, " xmlns=\"http://www.w3.org/2000/svg\"", &style) + "\n";
    to.write_all(text.as_bytes()).map_err(ReportError::Io)
}

/// The drawing as an element of a page that has `style` for it.
pub fn inline(drawing: &Drawing) -> String {
    let label = escaped(&drawing.title).replace('\u{22}', "&quot;");
    document(drawing, &format!(" aria-label=\"{label}\""), "")
}

/// The style of texts that `selector` names, with the font inside.
pub fn style(selector: &str) -> String {
    format!(
        "{selector}{{font-family:\"Noto Sans\",sans-serif;font-kerning:none}}{}{}",
        font_face("normal", REGULAR),
        font_face("bold", BOLD)
    )
}

fn document(drawing: &Drawing, attribute: &str, style: &str) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height));
    let mut text = format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\"{attribute}>\n\
         <title>{}</title>\n{style}<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        escaped(&drawing.title),
        colour(palette::PAPER),
    );
    for mark in &drawing.marks {
        text.push_str(&element(mark));
        text.push('\n');
    }
    text + "</svg>"
}

fn font_face(weight: &str, font: &[u8]) -> String {
    format!(
        "@font-face{{font-family:\"Noto Sans\";font-weight:{weight};\
         src:url(data:font/ttf;base64,{}) format(\"truetype\")}}",
        STANDARD.encode(font)
    )
}

fn element(mark: &Mark) -> String {
    match mark {
        Mark::Rectangle { left, top, right, bottom, ink } => {
            let [x, y, width, height] = [*left, *top, right - left, bottom - top].map(number);
            let fill = colour(*ink);
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>")
        }
        Mark::Polygon { points, ink } => {
            format!("<polygon points=\"{}\" fill=\"{}\"/>", places(points), colour(*ink))
        }
        Mark::Area { rings, ink, edge, label } => {
            let outline: Vec<String> = rings.iter().map(|ring| format!("M{}Z", places(ring))).collect();
            let (path, fill, edge) = (outline.join(""), colour(*ink), colour(*edge));
            format!(
                "<path d=\"{path}\" fill=\"{fill}\" fill-rule=\"evenodd\" stroke=\"{edge}\" \
                 stroke-width=\"0.6\"><title>{}</title></path>",
                escaped(label)
            )
        }
        Mark::Line { points, width, ink } => {
            let (points, stroke, width) = (places(points), colour(*ink), number(*width));
            format!(
                "<polyline points=\"{points}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>"
            )
        }
        Mark::Disc { x, y, radius, ink } => {
            let [x, y, radius] = [*x, *y, *radius].map(number);
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{}\"/>", colour(*ink))
        }
        Mark::Text { x, baseline, text, kind } => words((*x, *baseline), text, *kind),
    }
}

fn words((x, y): (f64, f64), text: &str, kind: Type) -> String {
    let anchor = match kind.align {
        Align::Left => "",
        Align::Centre => " text-anchor=\"middle\"",
        Align::Right => " text-anchor=\"end\"",
    };
    let weight = match kind.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"bold\"",
    };
    let ([x, y, size], fill) = ([x, y, kind.size].map(number), colour(kind.ink));
    let text = escaped(text);
    format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{fill}\"{anchor}{weight}>{text}</text>")
}

fn places(points: &[(f64, f64)]) -> String {
    let places: Vec<String> = points.iter().map(|&(x, y)| format!("{},{}", number(x), number(y))).collect();
    places.join(" ")
}

/// A hundredth of a pixel is finer than any screen or printer.
fn number(value: f64) -> String {
    ((value * 100.0).round() / 100.0 + 0.0).to_string()
}

fn colour(Ink(red, green, blue): Ink) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_an_element() {
        let ink = Ink(1, 171, 255);
        let mut drawing = Drawing { width: 10.0, height: 5.0, title: String::new(), marks: Vec::new() };
        drawing.rectangle((1.0, 2.0), (4.0, 2.5), ink);
        drawing.polygon(vec![(0.0, 0.0), (1.0 / 3.0, 2.0), (-0.001, 4.0)], ink);
        let rings = vec![vec![(0.0, 0.0), (3.0, 0.0), (0.0, 3.0)], vec![(1.0, 1.0), (2.0, 1.0), (1.0, 2.0)]];
        drawing.marks.push(Mark::Area { rings, ink, edge: Ink(0, 0, 0), label: "A & B".to_string() });
        drawing.line(vec![(0.0, 0.0), (9.0, 1.0)], 1.5, ink);
        drawing.disc((3.0, 4.0), 2.5, ink);
        drawing.text((1.0, 2.0), "<5 & >2", Type::new(12.5).bold().align(Align::Right).ink(ink));
        let elements: Vec<String> = drawing.marks.iter().map(element).collect();
        assert_eq!(
            elements,
            [
                r##"<rect x="1" y="2" width="3" height="0.5" fill="#01ABFF"/>"##,
                r##"<polygon points="0,0 0.33,2 0,4" fill="#01ABFF"/>"##,
                "<path d=\"M0,0 3,0 0,3ZM1,1 2,1 1,2Z\" fill=\"#01ABFF\" fill-rule=\"evenodd\" stroke=\"#000000\" \
                 stroke-width=\"0.6\"><title>A &amp; B</title></path>",
                r##"<polyline points="0,0 9,1" fill="none" stroke="#01ABFF" stroke-width="1.5"/>"##,
                r##"<circle cx="3" cy="4" r="2.5" fill="#01ABFF"/>"##,
                "<text x=\"1\" y=\"2\" font-size=\"12.5\" fill=\"#01ABFF\" text-anchor=\"end\" \
                 font-weight=\"bold\">&lt;5 &amp; &gt;2</text>",
            ]
        );
    }
}
