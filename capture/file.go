// Package capture brings in a report's original bytes, unchanged and bounded
// in size.
//
// What the bytes say is extract's work.
package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/sayso/sayso/report"
)

// The ways in which a file is refused. A file that is too large wraps
// report.ErrTooLarge.
var (
	ErrNotFound   = errors.New("there is no such file: check the name")
	ErrDirectory  = errors.New("it is a directory: name the files in it")
	ErrPermission = errors.New("it may not be read: change its permissions or run as its owner")
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// File is the bytes of the file at path, or of stdin for "-", at most
// report.MaxBytes of them. Waiting for stdin ends with ctx. Errors begin with
// the path.
func File(ctx context.Context, path string, stdin io.Reader) ([]byte, error) {
	if path == Stdin {
		b, err := await(ctx, stdin)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return b, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, Refusal(path, err)
	}
	defer f.Close()
	switch info, err := f.Stat(); {
	case err != nil:
		return nil, Refusal(path, err)
	case info.IsDir():
		return nil, fmt.Errorf("%s: %w", path, ErrDirectory)
	case info.Size() > report.MaxBytes:
		return nil, fmt.Errorf("%s: %d MiB: %w", path, info.Size()>>20, report.ErrTooLarge)
	}
	b, err := all(f)
	if err != nil {
		return nil, Refusal(path, err)
	}
	return b, nil
}

// await is all of r, unless ctx is done first; r may then still be waited for.
func await(ctx context.Context, r io.Reader) ([]byte, error) {
	type result struct {
		b   []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		b, err := all(r)
		done <- result{b, err}
	}()
	select {
	case got := <-done:
		return got.b, got.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func all(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, report.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > report.MaxBytes {
		return nil, report.ErrTooLarge
	}
	return b, nil
}

// Refusal is an error of the file system in words that a person can use, after
// the path.
func Refusal(path string, err error) error {
	switch {
	case errors.Is(err, report.ErrTooLarge):
	case errors.Is(err, fs.ErrNotExist):
		err = ErrNotFound
	case errors.Is(err, fs.ErrPermission):
		err = ErrPermission
	default:
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
	}
	return fmt.Errorf("%s: %w", path, err)
}
