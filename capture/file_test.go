package capture

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso/sayso/report"
)

// zeros is endless input.
type zeros struct{ read int }

func (z *zeros) Read(b []byte) (int, error) { z.read += len(b); return len(b), nil }

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("It rained.\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	big := filepath.Join(dir, "big.txt")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(report.MaxBytes+1), f.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, stdin, want string
		err               error
	}{
		{path, "", "It rained.\r\n", nil},
		{"-", "from a pipe", "from a pipe", nil},
		{filepath.Join(dir, "none.txt"), "", "", ErrNotFound},
		{dir, "", "", ErrDirectory},
		{big, "", "", report.ErrTooLarge},
	} {
		got, err := File(t.Context(), c.path, strings.NewReader(c.stdin))
		if string(got) != c.want || !errors.Is(err, c.err) {
			t.Errorf("File(%s) = %q, %v", c.path, got, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), c.path+": ") {
			t.Errorf("%v does not begin with the path", err)
		}
	}
}

func TestEndlessInputIsBounded(t *testing.T) {
	z := &zeros{}
	if _, err := File(t.Context(), "-", z); !errors.Is(err, report.ErrTooLarge) {
		t.Errorf("%v", err)
	}
	if z.read > 4*report.MaxBytes {
		t.Errorf("read %d bytes", z.read)
	}
	if _, err := File(t.Context(), "-", io.MultiReader(strings.NewReader("x"), broken{})); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestWaitingForInputEnds(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := File(ctx, "-", in); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
