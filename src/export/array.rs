//! A named array of numbers as little-endian bytes, last axis fastest, with what a reader must know of it.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    F64,
    I32,
    U8,
}

impl Kind {
    /// The word used in files; NumPy understands it as it is.
    pub fn word(self) -> &'static str {
        match self {
            Kind::F64 => "<f8",
            Kind::I32 => "<i4",
            Kind::U8 => "|u1",
        }
    }

    pub fn bytes(self) -> usize {
        match self {
            Kind::F64 => 8,
            Kind::I32 => 4,
            Kind::U8 => 1,
        }
    }
}

/// Name and length of an axis.
pub type Axis = (&'static str, usize);

/// What a reader must know of an array, but for its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub name: &'static str,
    /// From slowest to fastest.
    pub axes: Vec<Axis>,
    pub unit: &'static str,
    pub meaning: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    pub head: Head,
    pub kind: Kind,
    /// Numbers in the order of the axes.
    pub bytes: Vec<u8>,
}

impl Array {
    pub fn floats(head: Head, values: impl IntoIterator<Item = f64>) -> Array {
        let bytes = values.into_iter().flat_map(f64::to_le_bytes).collect();
        Array { head, kind: Kind::F64, bytes }
    }

    pub fn integers(head: Head, values: impl IntoIterator<Item = i32>) -> Array {
        let bytes = values.into_iter().flat_map(i32::to_le_bytes).collect();
        Array { head, kind: Kind::I32, bytes }
    }

    /// Ones and zeros.
    pub fn flags(head: Head, values: impl IntoIterator<Item = bool>) -> Array {
        Array { head, kind: Kind::U8, bytes: values.into_iter().map(u8::from).collect() }
    }

    /// Name of its file.
    pub fn file(&self) -> String {
        format!("{}.bin", self.head.name)
    }

    /// How many numbers its axes call for.
    pub fn count(&self) -> usize {
        self.head.axes.iter().map(|(_, length)| length).product()
    }
}

/// Shorthand for a head.
pub fn head(name: &'static str, axes: &[Axis], unit: &'static str, meaning: &'static str) -> Head {
    Head { name, axes: axes.to_vec(), unit, meaning }
}
