package sheet

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

var update = flag.Bool("update", false, "rewrite the expected outputs")

// tannet is a reading of an example report, made by hand.
func tannet(t testing.TB) *reading.Reading {
	t.Helper()
	b, err := os.ReadFile("testdata/tannet.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reading.Reading
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got; renew with -update):\n%s", name, d)
	}
}

func set(t testing.TB, r *reading.Reading, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheet(t *testing.T) {
	r := tannet(t)
	for name, o := range map[string]Options{
		"tannet.80.txt":    {Width: 80, Plain: true},
		"tannet.120.txt":   {Width: 120, Plain: true},
		"tannet.ascii.txt": {Width: 60, Plain: true, ASCII: true},
		"tannet.styled":    {Width: 80},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, set(t, r, o)) })
	}
	t.Run("chosen", func(t *testing.T) {
		golden(t, "tannet.chosen.txt", set(t, reading.Selection{Voice: "harbour official"}.Of(r), Options{Plain: true}))
	})
}

func TestNoLineIsTooLong(t *testing.T) {
	r := tannet(t)
	for _, v := range []string{"港の当局者で名前を明かさないように求めた人物", strings.Repeat("ferry", 40)} {
		r.Voices[1].Name = v
		for w := 40; w <= 120; w += 8 {
			for _, o := range []Options{{Width: w}, {Width: w, Plain: true}} {
				for l := range strings.Lines(string(set(t, r, o))) {
					if n := width(strings.TrimSuffix(l, "\n")); n > w {
						t.Fatalf("%d columns at width %d: %s", n, w, l)
					}
				}
			}
		}
	}
}

func TestEmptyReading(t *testing.T) {
	r := &reading.Reading{Text: "Zwei Fähren.", Unread: []reading.Unread{{Span: report.Span{Start: 0, End: 13}, Why: "the report is in German, and only English is read"}}}
	golden(t, "empty.txt", set(t, r, Options{Plain: true}))
}

func TestNothingSteersTheTerminal(t *testing.T) {
	r := tannet(t)
	r.Report.Title = "A \x1b[31mred\x07 title \u202eturned"
	r.Report.Outlet = "\x1b]0;x\x07"
	out := string(set(t, r, Options{Plain: true}))
	if strings.ContainsAny(out, "\x1b\x07\u202e") {
		t.Error("a steering character of the report reached the sheet")
	}
}

func TestPlainHasNoEscapes(t *testing.T) {
	if bytes.ContainsRune(set(t, tannet(t), Options{Plain: true}), 0x1b) {
		t.Error("a plain sheet holds an escape sequence")
	}
}
