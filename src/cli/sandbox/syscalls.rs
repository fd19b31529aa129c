//! The system calls that nothing in msstd needs, and that would let a reader reach out of it.

use libc::*;

/// Sockets, and io_uring, which opens them without these calls.
const NETWORK: [c_long; 13] = [
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    SYS_sendto,
    SYS_sendmsg,
    SYS_sendmmsg,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
];

const PROGRAMS: [c_long; 2] = [SYS_execve, SYS_execveat];

const OTHER_PROCESSES: [c_long; 7] = [
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_process_madvise,
    SYS_pidfd_getfd,
    SYS_kcmp,
    SYS_perf_event_open,
];

const SYSTEM: [c_long; 25] = [
    SYS_bpf,
    SYS_userfaultfd,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_mount,
    SYS_umount2,
    SYS_move_mount,
    SYS_open_tree,
    SYS_fsopen,
    SYS_fsmount,
    SYS_mount_setattr,
    SYS_pivot_root,
    SYS_chroot,
    SYS_setns,
    SYS_unshare,
    SYS_open_by_handle_at,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_swapon,
    SYS_swapoff,
    SYS_reboot,
    SYS_acct,
];

/// Changes of files by their path that Landlock does not see, some of them in old kernels only. An open file can still
/// be changed, so a report gets its permissions.
const FILES: [c_long; 9] = [
    SYS_truncate,
    SYS_fchmodat,
    SYS_fchownat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_utimensat,
    SYS_mknodat,
];

/// Older calls for the same, and those of x32: the processor takes them from any process where the kernel has x32.
#[cfg(target_arch = "x86_64")]
mod older {
    use libc::*;

    pub(super) const SAME: [c_long; 7] =
        [SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat, SYS_mknod];

    /// A call of x32 has the number of the usual one and this bit.
    pub(super) const X32: c_long = 0x4000_0000;

    /// The calls that have a number of their own there: execve, ptrace, sendmsg, kexec_load, sendmmsg, process_vm_readv,
    /// process_vm_writev, execveat (arch/x86/entry/syscalls/syscall_64.tbl of Linux).
    pub(super) const X32_OWN: [c_long; 8] = [520, 521, 518, 528, 538, 539, 540, 545];
}

/// The numbers of all of them.
pub(super) fn denied() -> Vec<c_long> {
    let mut calls = [&NETWORK[..], &PROGRAMS, &OTHER_PROCESSES, &SYSTEM, &FILES].concat();
    #[cfg(target_arch = "x86_64")]
    {
        calls.extend(older::SAME);
        calls.extend(older::X32_OWN);
        calls.extend(calls.clone().iter().map(|call| call | older::X32));
    }
    calls
}
