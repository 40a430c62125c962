package terminal

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFileIsPlain(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := Of(f, []string{"TERM=xterm-256color", "LANG=en_GB.UTF-8"})
	if s.Terminal || !s.Plain || s.ASCII || s.Width != 80 {
		t.Errorf("%+v", s)
	}
	var b bytes.Buffer
	if _, err := s.Writer(&b).Write([]byte("\x1b[36mTorsk\x1b[m")); err != nil || b.String() != "Torsk" {
		t.Errorf("%q, %v", b.String(), err)
	}
	if NewBar(f, s, 10, "reports") != nil {
		t.Error("a bar in a file")
	}
	var none *Bar
	none.Show(1)
	none.Clear()
}

func TestLocale(t *testing.T) {
	for _, c := range []struct {
		env  []string
		want bool
	}{
		{nil, true},
		{[]string{"LANG=C"}, false},
		{[]string{"LANG=en_GB.UTF-8"}, true},
		{[]string{"LANG=en_GB.UTF-8", "LC_ALL=POSIX"}, false},
		{[]string{"LANG=C", "LC_CTYPE=C.utf8"}, true},
		{[]string{"LC_ALL=", "LANG=de_DE.ISO-8859-1"}, false},
	} {
		if got := unicode(c.env); got != c.want {
			t.Errorf("%v: %v", c.env, got)
		}
	}
}

// TestReach: a bar over parts is drawn for long work alone, once a step.
func TestReach(t *testing.T) {
	var b bytes.Buffer
	bar := &Bar{w: &b, all: 2, what: "halves", full: "=", empty: "-"}
	bar.Reach(1, 2)
	if b.Len() > 0 {
		t.Errorf("short work: %q", b.String())
	}
	for done := 1; done <= 2*long; done++ {
		bar.Reach(done, 2*long)
	}
	if n := strings.Count(b.String(), "halves"); n != 2 {
		t.Errorf("%d lines for two steps: %q", n, b.String())
	}
}

func TestBar(t *testing.T) {
	var b bytes.Buffer
	bar := &Bar{w: &b, all: 4, what: "reports", full: "=", empty: "-"}
	bar.Show(1)
	bar.Clear()
	if want := "\r\x1b[K=======----------------------- 1 of 4 reports\r\x1b[K"; b.String() != want {
		t.Errorf("%q", b.String())
	}
}
