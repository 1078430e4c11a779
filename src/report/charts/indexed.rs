//! Pixels of any colours as numbers into a palette of at most 256: a third of the bytes to pack.

use super::canvas::Ink;

const COLOURS: usize = 256;
/// Square of a distance between colours that nobody sees in a pixel at an edge: ten steps of 255 in one channel.
const ALIKE: u32 = 100;

/// A picture whose pixels are numbers of colours.
pub struct Indexed {
    /// Row by row.
    pub pixels: Vec<u8>,
    pub palette: Vec<Ink>,
}

/// The inks are exact, as far as they differ by four steps in some channel; other colours, which are mixtures at
/// edges, take an alike one where there is one.
pub fn indexed(colours: impl Iterator<Item = Ink>, inks: impl IntoIterator<Item = Ink>) -> Indexed {
    let mut palette: Vec<Ink> = Vec::new();
    let mut numbers: Vec<Option<u8>> = vec![None; 1 << 18];
    for ink in inks {
        let number = &mut numbers[place(ink)];
        if number.is_none() && palette.len() < COLOURS {
            *number = Some(palette.len() as u8);
            palette.push(ink);
        }
    }
    let number = |colour: Ink| {
        let known = &mut numbers[place(colour)];
        *known.get_or_insert_with(|| number_of(colour, &mut palette))
    };
    let pixels = colours.map(number).collect();
    Indexed { pixels, palette }
}

/// The upper six bits of each channel.
fn place(Ink(red, green, blue): Ink) -> usize {
    [red, green, blue].into_iter().fold(0, |place, channel| place << 6 | usize::from(channel >> 2))
}

/// Number of a colour that is alike, or else of a new one; of the nearest when the palette is full.
fn number_of(colour: Ink, palette: &mut Vec<Ink>) -> u8 {
    let distances = palette.iter().map(|it| distance(*it, colour)).enumerate();
    let (nearest, least) = distances.min_by_key(|&(_, distance)| distance).unwrap_or((0, u32::MAX));
    if least <= ALIKE || palette.len() == COLOURS {
        return nearest as u8;
    }
    palette.push(colour);
    (palette.len() - 1) as u8
}

fn distance(a: Ink, b: Ink) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    square(a.0, b.0) + square(a.1, b.1) + square(a.2, b.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(level: u8) -> Ink {
        Ink(level, level, level)
    }

    #[test]
    fn inks_are_exact_and_mixtures_that_look_alike_share_a_colour() {
        let seen = [grey(255), grey(0), grey(4), grey(5), grey(99), grey(95), grey(130)];
        let Indexed { pixels, palette } = indexed(seen.into_iter(), [grey(255), grey(0), grey(4)]);
        assert_eq!(palette, [grey(255), grey(0), grey(4), grey(99), grey(130)]);
        assert_eq!(pixels, [0, 1, 2, 2, 3, 3, 4]);
    }

    #[test]
    fn a_full_palette_takes_the_nearest_colour() {
        let inks = (0..=255).map(|step: u8| Ink(step & 15, step & 240, 0)).map(|it| Ink(it.0 * 16, it.1, 0));
        let Indexed { pixels, palette } = indexed([Ink(17, 30, 40)].into_iter(), inks);
        assert_eq!((palette.len(), palette[usize::from(pixels[0])]), (COLOURS, Ink(16, 32, 0)));
    }
}
