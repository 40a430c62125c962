//go:build !linux

package work

import "time"

// Used is this process's usage; ok tells whether the system tells it.
func Used() (u Usage, ok bool) { return u, false }

func threadTime() time.Duration { return 0 }
