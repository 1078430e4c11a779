//! The `giamngheo` program: everything is in the library.

fn main() -> std::process::ExitCode {
    giamngheo::cli::run()
}
