// Package terminal tells what an output can show, and draws a bar for long
// work.
//
// What is shown is the callers' business.
package terminal

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"
)

// Screen is what an output can show. The zero value is a plain file.
type Screen struct {
	Terminal bool // a person may be looking
	Plain    bool // no escape sequences
	ASCII    bool // the locale says that other characters may not show
	Width    int  // columns; 80 where there is no telling
	profile  colorprofile.Profile
}

// Of asks the output f and the environment (NO_COLOR, TERM, CLICOLOR_FORCE,
// LC_ALL, LC_CTYPE, LANG).
func Of(f *os.File, env []string) Screen {
	s := Screen{Width: 80, profile: colorprofile.Detect(f, env), ASCII: !unicode(env)}
	s.Plain = s.profile <= colorprofile.NoTTY
	s.Terminal = term.IsTerminal(int(f.Fd()))
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		s.Width = w
	}
	return s
}

// Writer passes to w what the screen can show of styled text, leaving out
// colours where they are not wanted.
func (s Screen) Writer(w io.Writer) io.Writer {
	return &colorprofile.Writer{Forward: w, Profile: s.profile}
}

// unicode tells whether the locale can show UTF-8; one that is not set can.
func unicode(env []string) bool {
	for _, name := range []string{"LC_ALL=", "LC_CTYPE=", "LANG="} {
		for _, e := range env {
			if v, ok := strings.CutPrefix(e, name); ok && v != "" {
				v = strings.ToUpper(v)
				return strings.Contains(v, "UTF-8") || strings.Contains(v, "UTF8")
			}
		}
	}
	return true
}

// Bar is a line that tells how far long work has come. A nil Bar draws
// nothing.
type Bar struct {
	w     io.Writer
	all   int
	what  string
	full  string
	empty string

	mu    sync.Mutex
	drawn int // the last step that Reach has drawn
}

// NewBar is a bar on f for all steps, nil unless a person is looking and there
// are several.
func NewBar(f *os.File, s Screen, all int, what string) *Bar {
	if !s.Terminal || s.Plain || all < 2 {
		return nil
	}
	b := &Bar{w: f, all: all, what: what, full: "━", empty: "─"}
	if s.ASCII {
		b.full, b.empty = "=", "-"
	}
	return b
}

// Show draws the bar with done steps made.
func (b *Bar) Show(done int) {
	if b == nil {
		return
	}
	const width = 30
	n := done * width / b.all
	fmt.Fprintf(b.w, "\r\x1b[K%s%s %d of %d %s", strings.Repeat(b.full, n), strings.Repeat(b.empty, width-n), done, b.all, b.what)
}

// long is how many parts make work so long that Reach draws it: about 100 pages
// of text.
const long = 200

// Reach draws the bar of work of which done of all parts are made, as its share
// of the bar's steps; nothing for short work, nor twice for one step. It may be
// called from several goroutines.
func (b *Bar) Reach(done, all int) {
	if b == nil || all < long {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if step := done * b.all / all; step > b.drawn {
		b.drawn = step
		b.Show(step)
	}
}

// Clear takes the bar away, so that other lines can be written.
func (b *Bar) Clear() {
	if b != nil {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}
