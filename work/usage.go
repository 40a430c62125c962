package work

import (
	"runtime"
	"sync/atomic"
	"time"
)

// Usage is what this process took of its machine so far.
type Usage struct {
	Processor time.Duration // of all its threads
	Memory    int64         // the most bytes that were resident at once
}

// clock adds up processor time.
type clock struct{ recording, relating atomic.Int64 }

// Took is the processor time that the queue's process took so far for recording
// captures and readings, without collecting garbage beside it, and for relating
// them after the last batch was read, all that ran meanwhile with it; 0 where the
// system does not tell.
func (q *Queue) Took() (recording, relating time.Duration) {
	return time.Duration(q.clock.recording.Load()), time.Duration(q.clock.relating.Load())
}

// record starts a stretch of recording on this goroutine and gives what ends it.
func (c *clock) record() (end func()) {
	runtime.LockOSThread()
	began := threadTime()
	return func() {
		c.recording.Add(int64(threadTime() - began))
		runtime.UnlockOSThread()
	}
}

// relate is record for relating, by all threads.
func (c *clock) relate() (end func()) {
	began, _ := Used()
	return func() {
		now, _ := Used()
		c.relating.Add(int64(now.Processor - began.Processor))
	}
}
