//! Arguments in, exit code out.

/// Very many small values are kept for each certificate; this allocator is faster with them, and closer with memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    msstd::cli::run()
}
