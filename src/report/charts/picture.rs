//! A picture of at most 256 colours: shapes laid over each other with smooth edges.

use super::canvas::Ink;
use super::mask::{FULL, Mask, level};
use std::ops::Range;

const COLOURS: usize = 256;
/// Square of a distance between colours that nobody sees in a pixel at an edge: two steps of 255 in each channel.
const ALIKE: u32 = 12;

/// A picture whose pixels are numbers of colours.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// Row by row.
    pub pixels: Vec<u8>,
    pub palette: Vec<Ink>,
    /// Mixtures met so far, by ink, coverage and what lies below.
    mixtures: Vec<Option<u8>>,
}

impl Picture {
    /// A page of the first ink. The inks are exact; mixtures are nearly so, as long as there is room for them.
    pub fn new(width: usize, height: usize, inks: impl IntoIterator<Item = Ink>) -> Picture {
        let mut palette: Vec<Ink> = Vec::new();
        for ink in inks {
            if !palette.contains(&ink) && palette.len() < COLOURS {
                palette.push(ink);
            }
        }
        let mixtures = vec![None; palette.len() * usize::from(FULL) * COLOURS];
        Picture { width, height, pixels: vec![0; width * height], palette, mixtures }
    }

    /// Number of the colour nearest to an ink, and the square of its distance.
    fn nearest(&self, Ink(red, green, blue): Ink) -> (u8, u32) {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        let distance = |it: &Ink| square(it.0, red) + square(it.1, green) + square(it.2, blue);
        let distances = (0..=u8::MAX).zip(self.palette.iter().map(distance));
        distances.min_by_key(|&(_, distance)| distance).unwrap_or_default()
    }

    /// A rectangle; its edges may lie within pixels.
    pub fn rectangle(&mut self, (left, top): (f64, f64), (right, bottom): (f64, f64), ink: Ink) {
        let ink = self.nearest(ink).0;
        let (left, right) = (left.clamp(0.0, self.width as f64), right.clamp(0.0, self.width as f64));
        let (top, bottom) = (top.clamp(0.0, self.height as f64), bottom.clamp(0.0, self.height as f64));
        // The pixels of a row that the rectangle covers from side to side, and those that it covers in part.
        let whole = left.ceil() as usize..(right as usize).max(left.ceil() as usize);
        let ends = || (left as usize..whole.start).chain(whole.end..right.ceil() as usize);
        for y in top as usize..bottom.ceil() as usize {
            let row = y * self.width;
            let high = bottom.min((y + 1) as f64) - top.max(y as f64);
            self.run(row + whole.start..row + whole.end, ink, level(high as f32));
            for x in ends() {
                let wide = right.min((x + 1) as f64) - left.max(x as f64);
                self.run(row + x..row + x + 1, ink, level((high * wide) as f32));
            }
        }
    }

    /// Lays an ink through a mask whose origin is at a pixel's corner; what is off the page is cut.
    pub fn stamp(&mut self, (x, y): (i64, i64), mask: &Mask, ink: Ink) {
        let ink = self.nearest(ink).0;
        let (width, columns) = (self.width as i64, mask.columns as i64);
        let left = x + mask.left;
        let (first, last) = ((-left).clamp(0, columns), (width - left).clamp(0, columns));
        if first >= last {
            return;
        }
        for (y, row) in (y + mask.top..).zip(mask.levels.chunks_exact(mask.columns)) {
            if (0..self.height as i64).contains(&y) {
                let start = (y * width + left + first) as usize;
                let mut pixel = start;
                for same in row[first as usize..last as usize].chunk_by(|a, b| a == b) {
                    self.run(pixel..pixel + same.len(), ink, same[0]);
                    pixel += same.len();
                }
            }
        }
    }

    /// Lays an ink over pixels side by side, covering `level` of [`FULL`] parts of each.
    fn run(&mut self, pixels: Range<usize>, ink: u8, level: u8) {
        match level {
            0 => {}
            FULL => self.pixels[pixels].fill(ink),
            _ => pixels.for_each(|pixel| self.pixels[pixel] = self.mixture(ink, level, self.pixels[pixel])),
        }
    }

    fn mixture(&mut self, ink: u8, level: u8, below: u8) -> u8 {
        let [ink_at, level_at, below_at] = [ink, level, below].map(usize::from);
        let place = (ink_at * usize::from(FULL) + level_at) * COLOURS + below_at;
        if let Some(known) = self.mixtures[place] {
            return known;
        }
        let mixed = mixed(self.palette[ink_at], level, self.palette[below_at]);
        let (mut found, distance) = self.nearest(mixed);
        if distance > ALIKE && self.palette.len() < COLOURS {
            found = self.palette.len() as u8;
            self.palette.push(mixed);
        }
        self.mixtures[place] = Some(found);
        found
    }
}

fn mixed(above: Ink, level: u8, below: Ink) -> Ink {
    let (full, part) = (u16::from(FULL), u16::from(level));
    let mix = |a: u8, b: u8| ((u16::from(a) * part + u16::from(b) * (full - part) + full / 2) / full) as u8;
    Ink(mix(above.0, below.0), mix(above.1, below.1), mix(above.2, below.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: Ink = Ink(255, 255, 255);
    const BLACK: Ink = Ink(0, 0, 0);

    fn colours(picture: &Picture) -> Vec<u8> {
        picture.pixels.iter().map(|&pixel| picture.palette[usize::from(pixel)].0).collect()
    }

    #[test]
    fn a_rectangle_covers_pixels_by_area() {
        let mut picture = Picture::new(4, 3, [WHITE, BLACK]);
        picture.rectangle((0.5, 1.0), (3.0, 2.5), BLACK);
        assert_eq!(colours(&picture), [255, 255, 255, 255, 128, 0, 0, 255, 191, 128, 128, 255]);
        let mut picture = Picture::new(2, 1, [WHITE, BLACK]);
        picture.rectangle((0.25, -5.0), (0.5, 5.0), BLACK);
        assert_eq!(colours(&picture), [191, 255]);
    }

    #[test]
    fn a_mask_is_cut_at_every_edge_of_the_page() {
        let mask = Mask { left: -1, top: -1, columns: 3, levels: vec![FULL; 9] };
        for (corner, inside) in [((0, 0), 4), ((1, 1), 9), ((3, 2), 4), ((-3, 0), 0), ((0, 9), 0)] {
            let mut picture = Picture::new(4, 3, [WHITE, BLACK]);
            picture.stamp(corner, &mask, BLACK);
            assert_eq!(colours(&picture).iter().filter(|&&it| it == 0).count(), inside, "{corner:?}");
        }
    }

    #[test]
    fn mixtures_that_look_alike_share_a_colour() {
        let mut picture = Picture::new(2, 1, [WHITE, BLACK, Ink(2, 1, 0)]);
        picture.rectangle((0.0, 0.0), (0.5, 1.0), BLACK);
        picture.rectangle((1.0, 0.0), (1.5, 1.0), Ink(2, 1, 0));
        assert_eq!((picture.pixels[0], picture.palette.len()), (picture.pixels[1], 4));
        picture.rectangle((1.0, 0.0), (2.0, 1.0), Ink(2, 1, 0));
        assert_eq!(picture.palette[usize::from(picture.pixels[1])], Ink(2, 1, 0), "inks stay exact");
    }

    #[test]
    fn a_full_palette_takes_the_nearest_colour() {
        let greys = (0..=255).map(|grey| Ink(grey, grey, grey));
        let mut picture = Picture::new(1, 1, [Ink(10, 20, 30)].into_iter().chain(greys));
        assert_eq!(picture.palette.len(), COLOURS);
        picture.rectangle((0.0, 0.0), (0.5, 1.0), BLACK);
        assert_eq!(picture.palette[usize::from(picture.pixels[0])], Ink(10, 10, 10));
    }
}
