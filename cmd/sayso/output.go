package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// output is what a command writes to. It keeps the first write that failed, so
// that a line lost to a full disk is told though whoever wrote it did not look.
type output struct {
	file   *os.File
	failed error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.file.Write(b)
	if err != nil && o.failed == nil {
		o.failed = unwritten{err}
	}
	if err != nil {
		err = o.failed
	}
	return n, err
}

// unwritten is a write that failed.
type unwritten struct{ err error }

func (u unwritten) Error() string {
	var p *fs.PathError
	if errors.As(u.err, &p) {
		return fmt.Sprint("writing the output: ", p.Err)
	}
	return fmt.Sprint("writing the output: ", u.err)
}

func (u unwritten) Unwrap() error { return u.err }
