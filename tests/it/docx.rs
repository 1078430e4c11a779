//! `summary.docx`: a Word document that says the verdicts and shows a chart; and what a build without it says.

use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, lang: &str, out: &str) -> Output {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small/scenario.toml");
    let mut program = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    program.current_dir(folder).arg("run").arg(scenario);
    program.args(["--replicates", "40", "--docx", "--lang", lang, "--out", out]).output().unwrap()
}

#[cfg(not(feature = "docx"))]
#[test]
fn a_build_without_documents_says_how_to_get_them_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), "en", "out");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(said.contains("--docx") && said.contains("--features docx -- run"), "{said}");
    assert!(!folder.path().join("out").exists());
}

#[cfg(feature = "docx")]
mod written {
    use super::run;
    use quick_xml::events::Event;
    use std::io::Read;
    use std::path::Path;

    fn entry(path: &Path, name: &str) -> Vec<u8> {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// The text of every paragraph; the XML must be well formed to its end.
    fn paragraphs(xml: &[u8]) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_reader(xml);
        let (mut paragraphs, mut depth) = (Vec::new(), 0);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    depth += 1;
                    if tag.name().as_ref() == "w:p" {
                        paragraphs.push(String::new());
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Text(text) => {
                    paragraphs.last_mut().into_iter().for_each(|it| it.push_str(&text));
                }
                Event::GeneralRef(name) => {
                    let character = match &*name {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "apos" => '\'',
                        "quot" => '"',
                        other => panic!("&{other};"),
                    };
                    paragraphs.last_mut().into_iter().for_each(|it| it.push(character));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "every element is closed");
        paragraphs
    }

    #[test]
    fn the_summary_says_the_verdicts_and_shows_a_chart() {
        let folder = tempfile::tempdir().unwrap();
        for (lang, loud) in [("vi", "SỐ LIỆU GIẢ LẬP"), ("en", "SYNTHETIC DATA")] {
            let output = run(folder.path(), lang, lang);
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            let path = folder.path().join(lang).join("summary.docx");
            let document = entry(&path, "word/document.xml");
            let paragraphs = paragraphs(&document);
            let said = String::from_utf8(output.stdout).unwrap();
            let sentences: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("- ")).collect();
            assert!(!sentences.is_empty(), "{said}");
            for sentence in sentences {
                // A sentence on what binds stands in a section of its own.
                let verdict = sentence.split(").").next().unwrap();
                assert!(paragraphs.iter().any(|it| it.contains(verdict)), "{verdict}: {paragraphs:#?}");
            }
            let all = paragraphs.join("\n");
            assert!(all.contains(loud) && all.contains("report.xlsx") && !all.contains('⟨'), "{all}");
            let xml = String::from_utf8(document).unwrap();
            assert!(xml.contains("<w:tbl>") && xml.contains("w:w=\"11906\" w:h=\"16838\""), "{xml}");
            let styles = String::from_utf8(entry(&path, "word/styles.xml")).unwrap();
            assert!(styles.contains("Times New Roman") && styles.contains("<w:sz w:val=\"26\""), "{styles}");
            // Lines without a rule are cut at their height by LibreOffice, and a picture in one with them.
            let [lines, ruled] = ["w:line=\"", "w:lineRule=\"auto\""].map(|it| xml.matches(it).count());
            assert!(
                lines > 20 && lines == ruled && styles.contains("w:lineRule=\"auto\""),
                "{lines}, {ruled}"
            );
            let picture = entry(&path, "word/media/rIdImage1.png");
            assert!(picture.starts_with(b"\x89PNG") && picture.len() > 5_000);
            assert!(xml.contains("r:embed=\"rIdImage1\""), "{xml}");
        }
    }

    #[test]
    fn assumed_totals_are_named_and_not_called_published() {
        let folder = tempfile::tempdir().unwrap();
        let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/bac-giang.toml");
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_giamngheo"));
        program.current_dir(folder.path()).arg("run").arg(scenario);
        let more = ["--replicates", "16", "--docx", "--lang", "en", "--out", "out"];
        assert!(program.args(more).output().unwrap().status.success());
        let document = entry(&folder.path().join("out/summary.docx"), "word/document.xml");
        let all = paragraphs(&document).join("\n");
        assert!(all.contains("Totals from a published source: Province (5.27%)."), "{all}");
        let assumed = all.split("without a published source: ").nth(1).unwrap();
        assert!(assumed.contains("(36.00%)") && assumed.contains("(30.00%)"), "{assumed}");
    }

    #[test]
    fn the_same_run_gives_the_same_document() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|out| {
            run(folder.path(), "vi", out);
            std::fs::read(folder.path().join(out).join("summary.docx")).unwrap()
        });
        assert!(one == two);
    }
}
