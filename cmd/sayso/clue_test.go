package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/reading"
)

// clues are what could tell who a voice without a name is: the words by which
// the report describes it, every two of them that hold its noun, and pronouns
// that tell its gender.
func clues(t *testing.T, r *reading.Reading) *regexp.Regexp {
	t.Helper()
	var all []string
	word := regexp.MustCompile(`[\pL\d]+(?:[’'][\pL]+)?`)
	plain := regexp.MustCompile(`(?i)^(a|an|the|this|that|one|two|some|many|few|others?|people|persons?|reportedly|sources?)$`)
	for i := range r.Voices {
		v := &r.Voices[i]
		if !export.Protected(v) {
			continue
		}
		for _, m := range v.Mentions {
			words := word.FindAllString(m.Of(r.Text), -1)
			for k := range words {
				if k+1 < len(words) && !(plain.MatchString(words[k]) && plain.MatchString(words[k+1])) {
					if noun := regexp.MustCompile(`(?i)^(sources?|officials?|engineers?|islanders?|workers?|crew)$`); noun.MatchString(words[k]) && !plain.MatchString(words[k+1]) || noun.MatchString(words[k+1]) && !plain.MatchString(words[k]) {
						all = append(all, regexp.QuoteMeta(words[k])+`[\s-]+`+regexp.QuoteMeta(words[k+1]))
					}
				}
			}
		}
	}
	if len(all) == 0 {
		t.Fatal("no clue to look for")
	}
	return regexp.MustCompile(`(?i)\b(` + strings.Join(all, "|") + `)\b`)
}

// unpacked is all that a file holds as text: the parts of a package, a Parquet
// file's rows, a page's words where pdftotext is here, else the bytes.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	switch {
	case bytes.HasPrefix(raw, []byte("PK")):
		z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			part, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(f.Name + "\n" + regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(part), " ") + "\n")
		}
	case bytes.HasPrefix(raw, []byte("BEGIN:VCALENDAR")):
		b.Write(bytes.ReplaceAll(raw, []byte("\r\n "), nil)) // lines are folded within words (RFC 5545, 3.1)
	case bytes.HasPrefix(raw, []byte("PAR1")):
		for c, err := range export.ReadClaimsParquet(bytes.NewReader(raw), int64(len(raw))) {
			if err != nil {
				break // it holds events
			}
			fmt.Fprintf(&b, "%+v\n", *c)
		}
		events, err := parquet.Read[export.Event](bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", events)
	case bytes.HasPrefix(raw, []byte("%PDF")):
		b.Write(regexp.MustCompile(`(?s)stream.*?endstream`).ReplaceAll(raw, nil)) // what is said of the file
		if _, err := exec.LookPath("pdftotext"); err == nil {
			out, err := exec.Command("pdftotext", path, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			b.Write(out)
		}
	default:
		b.Write(raw)
	}
	return b.String()
}

// TestPublicProfileHoldsNoClue lets a report out in every form there is, briefs
// and exports, and looks for what could tell who its voice without a name is.
func TestPublicProfileHoldsNoClue(t *testing.T) {
	each(t, func(t *testing.T, a subject, file string) {
		dir := t.TempDir()
		var r reading.Reading
		for e, err := range export.ReadJSONL(strings.NewReader(outcome(t, 0, append([]string{"export", file}, a.flags...)...))) {
			if err != nil {
				t.Fatal(err)
			}
			r = *e.Reading
		}
		clue := clues(t, &r)
		if !clue.MatchString(r.Text) {
			t.Fatalf("the report itself does not hold %s", clue)
		}
		db := filepath.Join(dir, "l.db")
		outcome(t, 0, append([]string{"add", "--db", db, file}, a.flags...)...)
		for i := range r.Voices {
			if strings.Contains(r.Voices[i].Name, a.voice) {
				outcome(t, 0, "withdraw", "--db", db, "--by", "Mara", "--why", "she took it back", r.Voices[i].Name)
			}
		}
		var names []string
		for _, f := range export.Formats {
			names = append(names, "export "+f.Name)
		}
		for _, f := range []string{"md", "html", "docx", "pdf", "json"} {
			names = append(names, "brief "+f)
		}
		gendered := regexp.MustCompile(`(?i)\b(he|she|his|her|hers|him|male|female)\b`)
		kept := 0
		for _, profile := range []string{"public", "partner"} {
			for _, from := range [][]string{append([]string{file}, a.flags...), {"--db", db}} {
				if (profile == "partner" || a.name == "ours") && from[0] != "--db" {
					continue
				}
				for _, name := range names {
					command, format, _ := strings.Cut(name, " ")
					out := filepath.Join(dir, "out")
					args := append([]string{command, "--profile", profile, "--format", format, "--at", "2024-06-01T00:00:00Z", "-o", out}, from...)
					if command == "brief" {
						if args = append(args, "--standard", "reported"); from[0] == "--db" {
							args = append(args, "--report", ledgerID(t, db))
						}
					}
					outcome(t, 0, args...)
					all := unpacked(t, out)
					if m := clue.FindString(all); m != "" && !(profile == "partner" && partnerMay(m)) {
						t.Errorf("%s, %s, %s: lets out %q", profile, name, from[0], m)
					}
					if m := gendered.FindString(all); m != "" && a.name == "given" {
						t.Errorf("%s, %s, %s: tells a gender: %q", profile, name, from[0], m)
					}
					if strings.Contains(all, "one anonymous person") {
						kept++
					}
				}
			}
		}
		if kept == 0 {
			t.Error("that one anonymous person speaks is lost")
		}
		t.Logf("%d forms in two profiles: none holds %s", len(names), clue)
	})
}

// partnerMay tells whether partners may know it: what such a person is.
func partnerMay(words string) bool {
	return regexp.MustCompile(`(?i)^anonymous \w+$`).MatchString(words)
}

func ledgerID(t *testing.T, db string) string {
	t.Helper()
	for e, err := range export.ReadJSONL(strings.NewReader(outcome(t, 0, "export", "--db", db))) {
		if err != nil {
			t.Fatal(err)
		}
		return e.Report.ID
	}
	return ""
}
