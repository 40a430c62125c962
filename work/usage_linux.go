package work

import (
	"syscall"
	"time"
)

// Used is this process's usage; ok tells whether the system tells it.
func Used() (u Usage, ok bool) {
	r, err := usage(syscall.RUSAGE_SELF)
	return Usage{processor(r), r.Maxrss << 10}, err == nil // Maxrss is in KiB
}

func usage(who int) (r syscall.Rusage, err error) {
	err = syscall.Getrusage(who, &r)
	return r, err
}

func processor(r syscall.Rusage) time.Duration { return time.Duration(r.Utime.Nano() + r.Stime.Nano()) }

// threadTime is the processor time of the thread that asks.
func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	r, _ := usage(thread)
	return processor(r)
}
