//! Every subcommand's `--help`, under snapshot.

fn help(path: &[&str]) -> String {
    let mut command = giamngheo::cli::command().term_width(100);
    command.build();
    let mut found = &mut command;
    for name in path {
        found = found.find_subcommand_mut(name).expect("a subcommand of that name");
    }
    found.render_long_help().to_string()
}

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
