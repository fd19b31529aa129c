//! Lists the rules of each family, embeds their pages and the messages of every language, and makes a constant of each
//! message: a key that no file has does not compile, a message that nothing says is dead code, and each knows the facts
//! that it needs.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

/// Where a rule's page in English is; what is found there and is no page.
const PAGES: (&str, &str) = ("docs/rules", "README");

/// A folder a family of rules.
const RULES: &str = "src/rules";

/// A folder a language, each with its own messages and those of `rules`.
const MESSAGES: &str = "src/text";

/// The language whose messages all others have too.
const FIRST: &str = "en";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            println!("cargo::error={failure}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), Failure> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let (rules, pages, messages) = (root.join(RULES), root.join(PAGES.0), root.join(MESSAGES));
    for folder in [&rules, &pages, &messages] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for family in fs::read_dir(&rules)?.map(|entry| entry.map(|entry| entry.path())) {
        let family = family?;
        if family.is_dir() {
            let own = files(&family, FIRST, "rs")?.into_iter().filter(|file| is_code(&file.stem.to_uppercase()));
            let list: Vec<String> = own.map(|file| format!("&{}::RULE", file.stem)).collect();
            fs::write(out.join(format!("{}.rules", stem(&family))), format!("[{}]", list.join(", ")))?;
        }
    }
    let pages: Vec<File> = files(&pages, FIRST, "md")?.into_iter().filter(|file| file.stem != PAGES.1).collect();
    let mut all = BTreeMap::new();
    for language in fs::read_dir(&messages)?.map(|entry| entry.map(|entry| entry.path())) {
        let language = language?;
        if language.is_dir() {
            let name = stem(&language);
            let mut own = files(&language, &name, "ftl")?;
            own.extend(files(&language.join("rules"), &name, "ftl")?);
            own.sort();
            all.insert(name, own);
        }
    }
    let known = all.get(FIRST).ok_or("no messages in English")?.iter().map(parsed).collect::<Result<Vec<_>, _>>()?;
    for (language, files) in &all {
        let own = files.iter().map(parsed).collect::<Result<Vec<_>, _>>()?;
        check_same(language, &known, &own)?;
    }
    let code = table("PAGES", &pages) + &table("MESSAGES", &all.into_values().flatten().collect::<Vec<_>>());
    fs::write(out.join("files.rs"), code)?;
    fs::write(out.join("keys.rs"), known.iter().map(|own| constants(own, &known)).collect::<String>())?;
    Ok(())
}

/// A file, sorted as the library looks for it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct File {
    language: String,
    stem: String,
    path: PathBuf,
}

/// The files of a folder that have an extension.
fn files(folder: &Path, language: &str, extension: &str) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|own| own == extension) {
            files.push(File { language: language.to_owned(), stem: stem(&path), path });
        }
    }
    files.sort();
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A table of files by language and stem.
fn table(name: &str, files: &[File]) -> String {
    let mut code = format!("static {name}: &[(&str, &str, &str)] = &[\n");
    for File { language, stem, path } in files {
        let _ = writeln!(code, "    ({language:?}, {stem:?}, include_str!({:?})),", path.display().to_string());
    }
    code + "];\n"
}

/// The messages of a file.
struct Messages {
    file: String,
    all: BTreeMap<String, Message>,
    /// Those of its family, which it may take in.
    shared: BTreeMap<String, Message>,
}

/// What a message takes in.
#[derive(Default)]
struct Message {
    /// The facts that it shows or chooses by, whichever variants are chosen.
    facts: BTreeSet<String>,
    /// Those that only some variants show.
    facts_of_variants: BTreeSet<String>,
    /// The messages of its file, or of its family, that are part of it.
    parts: BTreeSet<String>,
}

fn parsed(file: &File) -> Result<Messages, Failure> {
    let path = file.path.display();
    let all = read(&file.path)?;
    let family = file.path.with_file_name(file.stem.get(..2).unwrap_or_default()).with_extension("ftl");
    let shared = if is_code(&file.stem) && family.exists() { read(&family)? } else { BTreeMap::new() };
    for (name, message) in &all {
        let is_missing = |part: &&String| !all.contains_key(*part) && !shared.contains_key(*part);
        if let Some(missing) = message.parts.iter().find(is_missing) {
            return Err(format!("{path}: `{name}` takes in `{missing}`, which is not there").into());
        }
    }
    if is_code(&file.stem) && !all.keys().any(|name| name == "message" || name.starts_with("message-")) {
        return Err(format!("{path}: no `message`").into());
    }
    Ok(Messages { file: file.stem.clone(), all, shared })
}

fn read(path: &Path) -> Result<BTreeMap<String, Message>, Failure> {
    let source = fs::read_to_string(path)?;
    let path = path.display();
    let resource = parser::parse(source.as_str()).map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
    let mut all = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name.to_owned();
        let mut own = Message::default();
        let text = message.value.as_ref().ok_or_else(|| format!("{path}: `{name}` has no text"))?;
        own.take_pattern(text);
        if all.insert(name.clone(), own).is_some() {
            return Err(format!("{path}: `{name}` is there twice").into());
        }
    }
    Ok(all)
}

/// `PN001`: a rule's, not what rules share.
fn is_code(stem: &str) -> bool {
    let (family, number) = stem.split_at_checked(2).unwrap_or_default();
    family.bytes().all(|byte| byte.is_ascii_uppercase())
        && number.len() == 3
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

impl Message {
    fn take_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.take(expression);
            }
        }
    }

    fn take(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.take_inline(inline),
            Expression::Select { selector, variants } => {
                self.take_inline(selector);
                let mut of_variants = Message::default();
                for variant in variants {
                    of_variants.take_pattern(&variant.value);
                }
                self.facts_of_variants.extend(of_variants.facts);
                self.facts_of_variants.extend(of_variants.facts_of_variants);
                self.parts.extend(of_variants.parts);
            }
        }
    }

    fn take_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.facts.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.parts.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.take(expression),
            InlineExpression::FunctionReference { arguments, .. }
            | InlineExpression::TermReference { arguments: Some(arguments), .. } => self.take_arguments(arguments),
            _ => {}
        }
    }

    fn take_arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|argument| self.take_inline(argument));
        arguments.named.iter().for_each(|argument| self.take_inline(&argument.value));
    }
}

impl Messages {
    /// The facts of a message and of its parts, with those of variants or without.
    fn facts(&self, name: &str, with_variants: bool) -> BTreeSet<&str> {
        let Some(message) = self.all.get(name).or_else(|| self.shared.get(name)) else { return BTreeSet::new() };
        let of_variants = message.facts_of_variants.iter().filter(|_| with_variants);
        let parts = message.parts.iter().filter(|part| *part != name);
        let of_parts = parts.flat_map(|part| self.facts(part, with_variants));
        message.facts.iter().chain(of_variants).map(String::as_str).chain(of_parts).collect()
    }
}

/// Every language has the same messages, which need no fact that English does without.
fn check_same(language: &str, known: &[Messages], own: &[Messages]) -> Result<(), Failure> {
    let names = |all: &[Messages]| -> BTreeSet<(String, String)> {
        all.iter().flat_map(|file| file.all.keys().map(|name| (file.file.clone(), name.clone()))).collect()
    };
    if let Some((file, name)) = names(known).symmetric_difference(&names(own)).next() {
        return Err(format!("{file}: `{name}` is there in one of {FIRST} and {language} alone").into());
    }
    for (known, own) in known.iter().zip(own) {
        for name in own.all.keys() {
            if let Some(fact) = own.facts(name, true).difference(&known.facts(name, true)).next() {
                return Err(format!("{}: `{name}` needs `{fact}` in {language}, not in {FIRST}", own.file).into());
            }
        }
    }
    Ok(())
}

/// The keys of a file as constants in a module of its name.
fn constants(messages: &Messages, known: &[Messages]) -> String {
    let identifier = |name: &str| name.replace('-', "_");
    let page = &messages.file;
    let mut code =
        format!("pub(crate) mod {} {{\n    use crate::text::{{Key, Message}};\n", identifier(page).to_lowercase());
    let takers =
        known.iter().filter(|other| other.file.starts_with(page.as_str())).flat_map(|other| other.all.values());
    for name in messages.all.keys() {
        let is_part = takers.clone().any(|other| other.parts.contains(name));
        if is_part {
            code.push_str("    #[allow(dead_code)]\n");
        }
        let facts: Vec<&str> = messages.facts(name, false).into_iter().collect();
        let constant = identifier(name).to_uppercase();
        let _ = writeln!(
            code,
            "    pub(crate) const {constant}: Key = Key(&Message {{ page: {page:?}, name: {name:?}, facts: &{facts:?} }});"
        );
    }
    code + "}\n"
}
