//! Every subcommand's `--help`, under snapshot; and what a build without calibration says of it.

#[cfg(feature = "calibrate")]
fn help(path: &[&str]) -> String {
    let mut command = giamngheo::cli::command().term_width(100);
    command.build();
    let mut found = &mut command;
    for name in path {
        found = found.find_subcommand_mut(name).expect("a subcommand of that name");
    }
    found.render_long_help().to_string()
}

/// Of the whole program: a build without calibration describes two commands less.
#[cfg(feature = "calibrate")]
#[test]
fn help_of_every_subcommand() {
    let mut paths: Vec<Vec<String>> = vec![vec![]];
    let mut command = giamngheo::cli::command();
    command.build();
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        paths.push(vec![sub.get_name().to_string()]);
        for inner in sub.get_subcommands().filter(|inner| inner.get_name() != "help") {
            paths.push(vec![sub.get_name().to_string(), inner.get_name().to_string()]);
        }
    }
    assert!(paths.len() >= 8);
    for path in paths {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let name = if words.is_empty() { "giamngheo".to_string() } else { words.join("_") };
        insta::assert_snapshot!(format!("help_{name}"), help(&words));
    }
}

#[cfg(not(feature = "calibrate"))]
#[test]
fn a_build_without_calibration_says_how_to_get_it() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    let output = command.args(["calibrate", "forms.csv", "--scenario", "s.toml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(said.contains("--features calibrate -- calibrate forms.csv --scenario s.toml"), "{said}");
}
