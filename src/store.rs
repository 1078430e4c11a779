//! The only file access: read inputs, and write a folder of outputs whole or not at all.

use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Largest input read, bytes; a province's tables have some kilobytes, a country's some megabytes.
pub const LARGEST_INPUT_BYTES: u64 = 256 << 20;

/// Why a file could not be read or written.
#[derive(Debug)]
pub enum StoreError {
    Missing(PathBuf),
    TooLarge {
        path: PathBuf,
        bytes: u64,
    },
    /// The folder holds something that is not this run.
    Exists(PathBuf),
    Io {
        path: PathBuf,
        error: io::Error,
    },
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Missing(path) => write!(f, "{}: no such file", path.display()),
            StoreError::TooLarge { path, bytes } => {
                let megabytes = bytes >> 20;
                write!(f, "{}: {megabytes} MB is too large for an input", path.display())
            }
            StoreError::Exists(path) => write!(f, "{}: exists already and is not this run", path.display()),
            StoreError::Io { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}

/// Reads a file of a sane size.
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StoreError::Missing(path.to_path_buf()),
        _ => StoreError::Io { path: path.to_path_buf(), error },
    };
    let bytes = fs::metadata(path).map_err(failed)?.len();
    if bytes > LARGEST_INPUT_BYTES {
        return Err(StoreError::TooLarge { path: path.to_path_buf(), bytes });
    }
    fs::read(path).map_err(failed)
}

/// Reads a file of our own making, whatever its size.
pub fn read_large(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|error| StoreError::Io { path: path.to_path_buf(), error })
}

/// Removes a file that is no longer needed, if it is there.
pub fn remove_file(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::Io { path: path.to_path_buf(), error })
        }
        _ => Ok(()),
    }
}

/// When an existing folder may be replaced.
pub enum Replace<'a> {
    Never,
    /// Only if the named file in it has these bytes in it: the same run, made again.
    IfHolds {
        file: &'a str,
        text: &'a str,
    },
    Always,
}

/// Writes files (relative path, bytes) as a folder: first beside it, then by renaming.
pub fn write_folder(
    folder: &Path,
    files: &[(String, &[u8])],
    replace: &Replace<'_>,
) -> Result<(), StoreError> {
    make_folder(folder, files, replace, |(name, _)| name, |(_, bytes), file| file.write_all(bytes))
}

/// Like `write_folder`, but `write` makes the bytes of each file: side by side, on the threads of the current pool.
pub fn make_folder<T: Sync>(
    folder: &Path,
    files: &[T],
    replace: &Replace<'_>,
    name: impl Fn(&T) -> &str + Sync,
    write: impl Fn(&T, &mut BufWriter<File>) -> io::Result<()> + Sync,
) -> Result<(), StoreError> {
    may_replace(folder, replace)?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed(parent))?;
    let fresh = tempfile::Builder::new().prefix(".writing-").tempdir_in(parent).map_err(failed(parent))?;
    let inside = fresh.path().join("new");
    fs::create_dir(&inside).map_err(failed(&inside))?;
    let make = |item: &T| {
        let path = inside.join(name(item));
        make_file(&path, |file| write(item, file)).map_err(failed(&path))
    };
    // One file at a time each, so that no more large ones are in memory than there are threads.
    let made: Vec<Result<(), StoreError>> = files.par_iter().with_max_len(1).map(make).collect();
    // Of several failures the first in the order of the files.
    made.into_iter().collect::<Result<(), StoreError>>()?;
    // The old folder goes aside only when the new one is complete; the temporary folder takes it away.
    if folder.exists() {
        fs::rename(folder, fresh.path().join("old")).map_err(failed(folder))?;
    }
    fs::rename(&inside, folder).map_err(failed(folder))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_path_buf();
    move |error| StoreError::Io { path, error }
}

fn make_file(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = BufWriter::new(File::create(path)?);
    write(&mut file)?;
    file.flush()
}

/// Whether a folder is free, empty, or may be replaced; asked before a long run as well as after it.
pub fn may_replace(folder: &Path, replace: &Replace<'_>) -> Result<(), StoreError> {
    let free = !folder.exists() || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    let allowed = match replace {
        Replace::Always => true,
        Replace::Never => free,
        Replace::IfHolds { file, text } => {
            free || fs::read_to_string(folder.join(file)).is_ok_and(|found| found.contains(text))
        }
    };
    if allowed { Ok(()) } else { Err(StoreError::Exists(folder.to_path_buf())) }
}

/// Writes one file through a temporary one beside it; an existing file is kept unless `force`.
pub fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), StoreError> {
    let fail = |error| StoreError::Io { path: path.to_path_buf(), error };
    if path.exists() && !force {
        return Err(StoreError::Exists(path.to_path_buf()));
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(fail)?;
    let mut temporary = readable(&mut tempfile::Builder::new()).tempfile_in(parent).map_err(fail)?;
    temporary.write_all(bytes).map_err(fail)?;
    // Whoever made a file of that name in the meantime keeps it.
    let written = if force { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    written.map(drop).map_err(|failure| match failure.error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_path_buf()),
        _ => fail(failure.error),
    })
}

/// Gives the file the mode of any new file: as the umask has it, not for the owner alone.
#[cfg(unix)]
fn readable<'a, 'b>(file: &'b mut tempfile::Builder<'a, 'a>) -> &'b mut tempfile::Builder<'a, 'a> {
    use std::os::unix::fs::PermissionsExt;
    file.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable<'a, 'b>(file: &'b mut tempfile::Builder<'a, 'a>) -> &'b mut tempfile::Builder<'a, 'a> {
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_who_write_a_name_at_once_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let together = std::sync::Barrier::new(8);
        for round in 0..20 {
            let path = folder.path().join(format!("{round}.toml"));
            let write = |number: u8| {
                together.wait();
                write_file(&path, &[number; 1000], false)
            };
            let all: Vec<Result<(), StoreError>> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..8).map(|number| scope.spawn(move || write(number))).collect();
                threads.into_iter().map(|it| it.join().unwrap()).collect()
            });
            let written: Vec<usize> = (0..8).filter(|&at| all[at].is_ok()).collect();
            assert_eq!(written.len(), 1, "round {round}");
            assert!(
                all.iter().flat_map(|it| it.as_ref().err()).all(|it| matches!(it, StoreError::Exists(_)))
            );
            assert_eq!(fs::read(&path).unwrap(), [written[0] as u8; 1000]);
            write_file(&path, b"forced", true).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"forced");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_has_the_mode_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        fs::write(folder.path().join("plain"), b"").unwrap();
        for force in [false, true] {
            write_file(&folder.path().join("saved"), b"text", force).unwrap();
            assert_eq!(mode("saved"), mode("plain"));
        }
    }

    #[test]
    fn of_several_failures_the_first_file_is_told_and_nothing_is_left() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("run");
        let files: Vec<String> = (0..40).map(|number| format!("part/{number}.txt")).collect();
        let write = |name: &String, file: &mut BufWriter<File>| match name.contains('7') {
            true => Err(io::Error::other("no room")),
            false => file.write_all(name.as_bytes()),
        };
        let told = make_folder(&folder, &files, &Replace::Never, |name| name, write).unwrap_err().to_string();
        assert!(told.ends_with("part/7.txt: no room"), "{told}");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
        let write = |name: &String, file: &mut BufWriter<File>| file.write_all(name.as_bytes());
        make_folder(&folder, &files, &Replace::Never, |name| name, write).unwrap();
        for name in files {
            assert_eq!(fs::read_to_string(folder.join(&name)).unwrap(), name);
        }
    }
}
