//! Help of every command in the catalogue's words: keys `help-command-<command>`, `help-<command>-<argument>`, or
//! `help-any-<argument>` for arguments that mean the same everywhere.

use crate::report::Texts;
use clap::builder::{PossibleValue, Styles};
use clap::{Arg, ArgAction, Command};

/// Commands that this build was made without.
const ABSENT: &[&str] = &[
    #[cfg(not(feature = "serve"))]
    "serve",
    #[cfg(not(feature = "calibrate"))]
    "calibrate",
    #[cfg(not(feature = "calibrate"))]
    "backtest",
];

/// Whether the parser stopped because help or the version is to be shown.
pub fn is_help(error: &clap::Error) -> bool {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    matches!(error.kind(), DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand | DisplayVersion)
}

/// The command line with its help, placeholders and headings in the language of the texts.
pub fn worded(command: Command, texts: &Texts) -> Command {
    let about = format!("{}\n\n{}", texts.get("help-command-giamngheo"), texts.get("help-exit-codes"));
    let lang = Arg::new("lang").long("lang").value_name("LANG").global(true).display_order(998);
    let lang = lang.value_parser(["vi", "en"]);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.arg(lang).disable_version_flag(true).arg(version.display_order(1000));
    let name = command.get_name().to_string();
    let mut command = with_words(command, &[name], texts).long_about(about);
    // The command `help` comes into being here.
    command.build();
    command.mut_subcommands(|sub| match sub.get_name() {
        "help" => sub.about(texts.get("help-command-help")),
        _ => sub.mut_subcommands(|inner| match inner.get_name() {
            "help" => inner.about(texts.get("help-command-help")),
            _ => inner,
        }),
    })
}

/// `path`: the names of the program and of the commands down to this one.
fn with_words(command: Command, path: &[String], texts: &Texts) -> Command {
    let key = if path.len() > 1 { path[1..].join("-") } else { path.join("-") };
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(999);
    let below = |sub: Command| {
        let path: Vec<String> = path.iter().cloned().chain([sub.get_name().to_string()]).collect();
        with_words(sub, &path, texts)
    };
    let command = command
        .about(about(&key, texts))
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|arg| argument(arg, &key, texts))
        .mut_subcommands(below)
        .subcommand_value_name(texts.get("help-name-command"));
    let template = template(&command, texts);
    let usage = usage(&command, path, texts);
    command.help_template(template).override_usage(usage)
}

fn about(key: &str, texts: &Texts) -> String {
    let about = texts.get(&format!("help-command-{key}"));
    match ABSENT.contains(&key) {
        true => format!("{about} ({})", texts.get("help-absent")),
        false => about,
    }
}

fn argument(arg: Arg, command: &str, texts: &Texts) -> Arg {
    if arg.is_hide_set() {
        return arg;
    }
    let id = arg.get_id().as_str().replace('_', "-");
    let any = || texts.get(&format!("help-any-{id}"));
    let mut help = texts.known(&format!("help-{command}-{id}")).unwrap_or_else(any);
    // A switch has values too for the parser, `true` and `false`; nobody writes them.
    let valued = arg.get_action().takes_values();
    let values: Vec<PossibleValue> = if valued { arg.get_possible_values() } else { Vec::new() };
    let told = |value: &PossibleValue| texts.known(&format!("help-value-{id}-{}", value.get_name()));
    let lines: Vec<String> = values
        .iter()
        .filter_map(|value| told(value).map(|words| format!("- {}: {words}", value.get_name())))
        .collect();
    if !values.is_empty() && lines.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        help = format!("{help} ({})", names.join(", "));
    }
    if let ([default], true) = (arg.get_default_values(), valued) {
        let value = default.to_string_lossy();
        help = format!("{help} ({})", texts.format("help-default", &[("value", &value)]));
    }
    let arg = if lines.is_empty() { arg } else { arg.long_help(format!("{help}\n{}", lines.join("\n"))) };
    let named = |name: &clap::builder::Str| {
        texts.get(&format!("help-name-{}", name.to_lowercase().replace(['_', '/'], "-")))
    };
    let names: Vec<String> = arg.get_value_names().unwrap_or_default().iter().map(named).collect();
    let arg = if names.is_empty() { arg } else { arg.value_names(names) };
    arg.help(help).hide_possible_values(valued).hide_default_value(valued)
}

/// How the command is written, without clap's heading.
fn usage(command: &Command, path: &[String], texts: &Texts) -> String {
    let usage = command.clone().bin_name(path.join(" ")).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    usage.replace("[OPTIONS]", &format!("[{}]", texts.get("help-name-options")))
}

fn template(command: &Command, texts: &Texts) -> String {
    let style = *Styles::styled().get_header();
    let heading = |key: &str| format!("{style}{}:{style:#}", texts.get(key));
    let mut template = format!("{{about-with-newline}}\n{} {{usage}}", heading("help-usage"));
    let mut section = |key: &str, tag: &str| template.push_str(&format!("\n\n{}\n{{{tag}}}", heading(key)));
    if command.has_subcommands() {
        section("help-commands", "subcommands");
    }
    if command.get_positionals().any(|arg| !arg.is_hide_set()) {
        section("help-arguments", "positionals");
    }
    section("help-options", "options");
    template
}
