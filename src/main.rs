//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    msstd::cli::run()
}
