#!/usr/bin/env python3
"""Writes the filter of system calls for sealed workers: make_filter.py > seccomp-amd64.bpf

What is not named here fails with ENOSYS, for which the C library and the JDK have a way around where there is one.
It takes libseccomp's own binding (on Debian and Ubuntu: apt-get install python3-seccomp).
"""

import errno
import sys

from seccomp import ALLOW, ERRNO, MASKED_EQ, EQ, Arch, Arg, Attr, SyscallFilter

# clone(2), ioctl_tty(2), ioctl(2)
CLONE_THREAD = 0x00010000
TCGETS = 0x5401
FIONREAD = 0x541B

CALLS = {
    "memory": "brk mmap munmap mprotect mremap madvise mincore membarrier",
    "files, all of which are read-only": "read pread64 readv write pwrite64 writev open openat close lseek stat fstat lstat"
    " newfstatat statx access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd chdir statfs fstatfs"
    " fcntl dup dup2 dup3 umask",
    "waiting": "futex poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 pipe pipe2",
    "time": "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage",
    "threads and signals, of the process itself": "set_tid_address set_robust_list rseq gettid tgkill sched_yield"
    " sched_getaffinity getpriority prctl arch_prctl rt_sigaction rt_sigprocmask rt_sigreturn rt_sigtimedwait sigaltstack"
    " restart_syscall exit exit_group",
    "what one is": "getpid getppid getuid geteuid getgid getegid uname sysinfo getrlimit prlimit64 getrandom",
    # bubblewrap becomes java after the filter is in place; there is nothing else to become.
    "the one program": "execve",
}

filter_ = SyscallFilter(ERRNO(errno.ENOSYS))
filter_.remove_arch(Arch())
filter_.add_arch(Arch("x86_64"))
filter_.set_attr(Attr.CTL_OPTIMIZE, 2)
for calls in CALLS.values():
    for call in calls.split():
        filter_.add_rule(ALLOW, call)
# Threads, and no processes. The arguments of clone3 cannot be looked at: the C library uses clone instead.
filter_.add_rule(ALLOW, "clone", Arg(0, MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
# Whether it is a terminal, and how much can be read: not, for one, what a terminal would read next.
for request in (TCGETS, FIONREAD):
    filter_.add_rule(ALLOW, "ioctl", Arg(1, EQ, request))
filter_.export_bpf(sys.stdout)
