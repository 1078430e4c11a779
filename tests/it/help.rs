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

/// Every command has its manual page, and the scripts of shells name the commands.
#[test]
fn shells_and_manuals_know_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_giamngheo"));
        let output = command.args(arguments).current_dir(folder.path()).output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    program(&["man", "pages"]);
    let script = program(&["completions", "bash"]);
    let mut command = giamngheo::cli::command();
    command.build();
    for sub in command.get_subcommands().filter(|it| it.get_name() != "help") {
        let name = sub.get_name();
        let page =
            std::fs::read_to_string(folder.path().join(format!("pages/giamngheo-{name}.1"))).expect("a page");
        assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{name}");
        assert!(
            script.contains(&format!("giamngheo__subcmd__{name}")) || script.contains(&format!("__{name})")),
            "{name}"
        );
    }
}
