package brief

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/export"
)

// program is the path of one of the named programs of others, which the test is
// passed over without.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	t.Skipf("none of %s is here", strings.Join(names, ", "))
	return ""
}

func ran(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		t.Fatalf("%s %s: %v", filepath.Base(name), strings.Join(args, " "), err)
	}
	return out
}

// pages is a brief in a form, as a file, with what must stand in it.
func pages(t *testing.T, form string) (path string, b *Brief) {
	t.Helper()
	b = New(Matter{Question: "ferries", Standard: OneNamedOrigin, AsOf: "2024-04-01", Entries: []*export.Entry{tannet(t)}})
	raw, err := b.Form(form)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "brief."+form)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, b
}

var blanks = regexp.MustCompile(`\s+`)

// bare is text without what the breaking of lines and pages changes.
func bare(s string) string { return blanks.ReplaceAllString(s, "") }

// stands tells whether every sentence and every note of a brief stands in text.
func stands(t *testing.T, text string, b *Brief) {
	t.Helper()
	page := bare(regexp.MustCompile(`(?m)^(What is reported: ferries · standard.*|\d+ of \d+|\d+)$`).ReplaceAllString(strings.ReplaceAll(text, "\f", "\n"), ""))
	missing := 0
	b.Each(func(_ *Section, s *Sentence) {
		for _, part := range strings.SplitAfter(s.Text, ". ") {
			if part = bare(part); !strings.Contains(page, part) {
				missing++
				t.Logf("not whole: %s", s.Text)
				return
			}
		}
	})
	for i := range b.Notes {
		if n := &b.Notes[i]; !strings.Contains(page, bare(n.TextSHA256)) {
			missing++
			t.Logf("not whole: note %d", n.Number)
		}
	}
	if missing > len(b.Notes)/10 { // a page may end within a sentence
		t.Errorf("%d of %d sentences and notes are not whole", missing, 2*len(b.Notes))
	}
}

// TestPDFIsRead reads the pages with poppler.
func TestPDFIsRead(t *testing.T) {
	pdftotext := program(t, "pdftotext")
	path, b := pages(t, "pdf")
	stands(t, string(ran(t, pdftotext, "-layout", "-nopgbrk", path, "-")), b)
}

// TestDOCXIsRead opens the document with LibreOffice, which makes pages of it.
func TestDOCXIsRead(t *testing.T) {
	soffice, pdftotext := program(t, "soffice"), program(t, "pdftotext")
	path, b := pages(t, "docx")
	out := filepath.Dir(path)
	ran(t, soffice, "-env:UserInstallation=file://"+filepath.Join(out, "profile"), "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", out, path)
	text := string(ran(t, pdftotext, "-nopgbrk", filepath.Join(out, "brief.pdf"), "-"))
	stands(t, text, b)
}

// TestPageWorksInABrowser opens the page from its file in Chromium: the browser
// asks for nothing but the file.
func TestPageWorksInABrowser(t *testing.T) {
	chromium := program(t, "chromium", "chromium-browser", "google-chrome")
	path, b := pages(t, "html")
	dir := filepath.Dir(path)
	log := filepath.Join(dir, "net.json")
	shown := string(ran(t, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--log-net-log="+log, "--dump-dom", "file://"+path))
	if !strings.Contains(shown, `class="voices"`) || strings.Count(shown, `class="t"`) < len(b.Notes) {
		t.Error("the page does not show its sentences with their voices")
	}
	raw, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	var net struct {
		Events []struct {
			Params struct{ URL string }
		}
	}
	if err := json.Unmarshal(raw, &net); err != nil {
		t.Fatal(err)
	}
	ofItself := regexp.MustCompile(`^https?://[^/]*(google|gvt1|gstatic)[^/]*/`) // what the browser asks for without any page
	for _, e := range net.Events {
		if u := e.Params.URL; strings.HasPrefix(u, "http") && !ofItself.MatchString(u) {
			t.Errorf("the browser asks for %s", u)
		}
	}
}
