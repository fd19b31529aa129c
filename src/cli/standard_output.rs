//! Standard output as the system has it. Rust's own writes to what is not open for writing, and says that it did.

use std::io;

pub(super) use system::StandardOutput;

/// Opens it.
pub(super) fn open() -> io::Result<StandardOutput> {
    system::open()
}

#[cfg(unix)]
mod system {
    use std::{
        fs::File,
        io::{self, Write},
        os::fd::AsFd as _,
    };

    use rustix::event::{PollFd, PollFlags, poll};

    /// Waits for whoever reads, even where a process that shares it asked the system not to wait.
    pub(in super::super) struct StandardOutput(File);

    pub(super) fn open() -> io::Result<StandardOutput> {
        Ok(StandardOutput(io::stdout().as_fd().try_clone_to_owned()?.into()))
    }

    impl Write for StandardOutput {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            loop {
                match self.0.write(bytes) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                    }
                    written => return written,
                }
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;

    pub(in super::super) type StandardOutput = io::Stdout;

    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn open() -> io::Result<StandardOutput> {
        Ok(io::stdout())
    }
}
