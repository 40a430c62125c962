//go:build !unix

package reading_test

import "time"

var start = time.Now()

// cpuTime is the time of the clock where the system's own is not at hand.
func cpuTime() time.Duration { return time.Since(start) }
