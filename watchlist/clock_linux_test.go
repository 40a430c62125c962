package watchlist

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// clock is the time that this thread's processor has spent, so that other work
// on the machine does not count.
func clock() func() time.Duration {
	runtime.LockOSThread()
	return func() time.Duration {
		var t unix.Timespec
		_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t)
		return time.Duration(t.Nano())
	}
}
