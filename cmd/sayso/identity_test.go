package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestIdentity reads the examples in processes of their own, on every
// processor path that this machine has, with 1 to 8 threads, with one and eight twice: the JSON is
// the same to the byte.
func TestIdentity(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test's program is sayso where it is called so.
	sayso := filepath.Join(t.TempDir(), "sayso")
	if err := os.Symlink(self, sayso); err != nil {
		t.Skipf("no symbolic links: %v", err)
	}
	files, err := filepath.Glob("../../examples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	threads := []int{1, 2, 3, 4, 5, 6, 7, 8}
	if testing.Short() {
		threads = []int{1, 8}
	}
	run := func(path string, n int, args ...string) ([]byte, error) {
		c := exec.Command(sayso, args...)
		c.Env = append(os.Environ(), "SAYSO_CPU="+path, fmt.Sprintf("GOMAXPROCS=%d", n))
		return c.Output()
	}
	var want []byte
	paths := 0
	for _, path := range []string{"portable", "avx2", "avx512"} {
		if _, err := run(path, 1, "version"); err != nil {
			t.Logf("this processor has no %s", path)
			continue
		}
		paths++
		for _, n := range threads {
			runs := 1
			if n == 1 || n == 8 {
				runs = 2
			}
			for range runs {
				got, err := run(path, n, append([]string{"read", "--format", "json"}, files...)...)
				if err != nil {
					t.Fatalf("%s, %d threads: %v", path, n, err)
				}
				if want == nil {
					want = got
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s, %d threads: another JSON than in the first run", path, n)
				}
			}
		}
	}
	if paths == 0 || bytes.Count(want, []byte("\n")) != len(files) {
		t.Errorf("%d paths, %d lines of JSON for %d files", paths, bytes.Count(want, []byte("\n")), len(files))
	}
}
