package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// another is sayso in a process of its own, on one processor path with n
// threads.
type another func(path string, n int, args ...string) ([]byte, error)

func elsewhere(t *testing.T) another {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test's program is sayso where it is called so.
	sayso := filepath.Join(t.TempDir(), "sayso")
	if err := os.Symlink(self, sayso); err != nil {
		t.Skipf("no symbolic links: %v", err)
	}
	return func(path string, n int, args ...string) ([]byte, error) {
		c := exec.Command(sayso, args...)
		c.Env = append(os.Environ(), "SAYSO_CPU="+path, fmt.Sprintf("GOMAXPROCS=%d", n))
		return c.Output()
	}
}

// cpuPaths are the paths that this machine has.
func cpuPaths(t *testing.T, run another) []string {
	var out []string
	for _, path := range []string{"portable", "avx2", "avx512"} {
		if _, err := run(path, 1, "version"); err != nil {
			t.Logf("this processor has no %s", path)
			continue
		}
		out = append(out, path)
	}
	return out
}

func examples(t *testing.T) []string {
	files, err := filepath.Glob("../../examples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	return files
}

// TestIdentity reads the examples on every processor path, with 1 to 8
// threads, with one and eight twice: the JSON is the same to the byte.
func TestIdentity(t *testing.T) {
	run, files := elsewhere(t), examples(t)
	threads := []int{1, 2, 3, 4, 5, 6, 7, 8}
	if testing.Short() {
		threads = []int{1, 8}
	}
	var want []byte
	for _, path := range cpuPaths(t, run) {
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
	if bytes.Count(want, []byte("\n")) != len(files) {
		t.Errorf("%d lines of JSON for %d files", bytes.Count(want, []byte("\n")), len(files))
	}
}

// TestIdentityOfManyTexts reads what no writer would write, words of the
// examples in any order and of any length between any marks, and where the
// shared corpora lie beside the repository news from Wikinews as well.
func TestIdentityOfManyTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some 28 texts on every path")
	}
	run := elsewhere(t)
	var files []string
	dir := t.TempDir()
	add := func(text string) {
		name := filepath.Join(dir, fmt.Sprintf("%03d.txt", len(files)))
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	for i, text := range jumbled(t, 16) {
		add(fmt.Sprintf("The port office said that pier %d was open.\n%s", i, text))
	}
	news, err := os.ReadFile("../../../shared/corpora/news/wikinews_tdg/wikinews.jsonl")
	if err != nil {
		t.Log("the Wikinews texts are absent")
	}
	for line := range strings.Lines(string(news)) {
		var d struct{ Sentences []string }
		if json.Unmarshal([]byte(line), &d) == nil && len(files) < 28 {
			add(strings.Join(d.Sentences, " "))
		}
	}
	var want []byte
	for _, path := range cpuPaths(t, run) {
		for _, n := range []int{1, 8} {
			if path == "portable" && n == 1 {
				continue
			}
			got, err := run(path, n, append([]string{"read", "--format", "json", "--published", "2023-02-02"}, files...)...)
			if len(got) == 0 {
				t.Fatalf("%s, %d threads: %v", path, n, err)
			}
			if want == nil {
				want = got
				t.Logf("%d texts, %d bytes of JSON", len(files), len(got))
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s, %d threads: another JSON than in the first run", path, n)
			}
		}
	}
}

// jumbled are n texts of 1 to 200 words of the examples in any order.
func jumbled(t *testing.T, n int) []string {
	var words []string
	for _, f := range examples(t) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, strings.Fields(string(b))...)
	}
	rng := rand.New(rand.NewPCG(2, 3))
	marks := []string{" ", " ", " ", " ", " ", " ", ", ", ". ", ".\n\n", " “", "” ", " (", ") ", "\n", " 3 ", " … "}
	var out []string
	for range n {
		var b strings.Builder
		for range 1 + rng.IntN(200) {
			b.WriteString(words[rng.IntN(len(words))] + marks[rng.IntN(len(marks))])
		}
		out = append(out, b.String())
	}
	return out
}
