//! Paintings read back: what stands where, in which colour.

use super::super::canvas::{Align, Drawing, Ink, Type, text_width};
use super::super::palette;
use super::write;
use std::io::Cursor;

const RED: Ink = Ink(200, 0, 0);

/// Colours of the file, row by row.
fn read(file: &[u8]) -> (usize, usize, Vec<Ink>) {
    let mut decoder = ::png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(::png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!(info.color_type, ::png::ColorType::Rgb);
    let colours = bytes.chunks_exact(3).map(|it| Ink(it[0], it[1], it[2])).collect();
    (info.width as usize, info.height as usize, colours)
}

fn painted(width: f64, height: f64, draw: impl FnOnce(&mut Drawing)) -> (usize, usize, Vec<Ink>) {
    let mut drawing = Drawing { width, height, title: String::new(), marks: Vec::new() };
    draw(&mut drawing);
    let mut file = Cursor::new(Vec::new());
    write(&drawing, &mut file).unwrap();
    read(&file.into_inner())
}

/// First and last column, first and last row that are not paper.
fn extent((width, _, colours): &(usize, usize, Vec<Ink>)) -> [usize; 4] {
    let ink = || (0..colours.len()).filter(|&at| colours[at] != palette::PAPER);
    let [columns, rows] =
        [ink().map(|at| at % width).collect::<Vec<_>>(), ink().map(|at| at / width).collect()];
    [columns.iter().min(), columns.iter().max(), rows.iter().min(), rows.iter().max()].map(|it| *it.unwrap())
}

#[test]
fn marks_stand_at_twice_their_place() {
    let rectangle = painted(20.0, 10.0, |it| it.rectangle((2.0, 3.0), (5.0, 4.5), RED));
    assert_eq!((rectangle.0, rectangle.1, extent(&rectangle)), (40, 20, [4, 9, 6, 8]));
    assert_eq!(rectangle.2[6 * 40 + 4], RED);
    let polygon =
        painted(20.0, 10.0, |it| it.polygon(vec![(2.0, 3.0), (5.0, 3.0), (5.0, 5.0), (2.0, 5.0)], RED));
    assert_eq!(extent(&polygon), [4, 9, 6, 9]);
    assert_eq!(extent(&painted(20.0, 10.0, |it| it.disc((10.0, 5.0), 3.0, RED))), [14, 25, 4, 15]);
}

#[test]
fn upright_and_level_lines_are_sharp() {
    let level = painted(20.0, 10.0, |it| it.line(vec![(2.0, 3.3), (8.0, 3.3)], 1.0, RED));
    assert_eq!(extent(&level), [4, 15, 6, 7]);
    let upright = painted(20.0, 10.0, |it| it.line(vec![(8.1, 9.0), (8.1, 2.0)], 1.5, RED));
    assert_eq!(extent(&upright), [15, 17, 4, 17]);
    for (_, _, colours) in [level, upright] {
        assert!(colours.iter().all(|it| *it == RED || *it == palette::PAPER));
    }
    let slant = painted(20.0, 10.0, |it| it.line(vec![(2.0, 2.0), (18.0, 8.0)], 1.0, RED));
    assert!(slant.2.iter().any(|it| *it != RED && *it != palette::PAPER), "smooth edges");
}

#[test]
fn later_marks_cover_earlier_ones() {
    let (_, _, colours) = painted(2.0, 2.0, |it| {
        it.rectangle((0.0, 0.0), (2.0, 2.0), RED);
        it.rectangle((0.0, 0.0), (1.0, 2.0), palette::TEXT);
    });
    assert_eq!(colours[..4], [palette::TEXT, palette::TEXT, RED, RED]);
}

#[test]
fn text_is_as_wide_as_measured_and_aligned() {
    let kind = Type::new(20.0).ink(RED);
    let words = "Hộ nghèo H";
    let wide = 2.0 * text_width(words, kind);
    let place = |align| extent(&painted(300.0, 50.0, |it| it.text((150.0, 30.0), words, kind.align(align))));
    let [left, right, top, bottom] = place(Align::Left);
    // H has side bearings of a tenth of an em and stands on the baseline; the dot of ộ is below it.
    assert!(
        (300..306).contains(&left) && (right as f64) < 300.0 + wide && (right as f64) > 296.0 + wide - 6.0
    );
    assert!(top > 26 && (60..75).contains(&bottom), "{top} {bottom}");
    assert_eq!(extent(&painted(300.0, 50.0, |it| it.text((150.0, 30.0), "H", kind)))[2..], [31, 59]);
    assert!((place(Align::Right)[1] as f64 - (right as f64 - wide)).abs() <= 1.0);
    assert!((place(Align::Centre)[0] as f64 - (left as f64 - wide / 2.0)).abs() <= 1.0);
}
