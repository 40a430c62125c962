package story

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
)

var model = sync.OnceValues(nlp.Load)

// readText reads a text as the reader would.
func readText(t testing.TB, text string, o extract.Options) *reading.Reading {
	t.Helper()
	m, err := model()
	if err != nil {
		t.Fatal(err)
	}
	rep, err := extract.Plain([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := reading.New(m).Read(context.Background(), rep)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// entry is a report of an archive and what its head says of it.
type entry struct {
	name string
	head map[string]string
	*reading.Reading
}

// archive reads the reports of an archive in testdata: each begins with lines
// of "key: value" and an empty line.
func archive(t testing.TB, file string) []entry {
	t.Helper()
	return archiveOn(t, file, func(d time.Time) time.Time { return d })
}

// linked gives the links between the reports of an archive, and the reports' names by id.
func linked(t testing.TB, file string) ([]Link, map[string]string) {
	t.Helper()
	var s Shelf
	name := map[string]string{}
	for _, e := range archive(t, file) {
		s.Add(e.Reading)
		name[identity(e.Reading)] = e.name
	}
	return s.View().Links, name
}

// archiveOn is archive with other dates of publication.
func archiveOn(t testing.TB, file string, on func(time.Time) time.Time) []entry {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []entry
	for _, f := range a.Files {
		head, text, _ := strings.Cut(string(f.Data), "\n\n")
		e := entry{name: f.Name, head: map[string]string{}}
		for line := range strings.Lines(head) {
			k, v, ok := strings.Cut(line, ":")
			if !ok {
				t.Fatalf("%s %s: no key in %q", file, f.Name, line)
			}
			e.head[k] = strings.TrimSpace(v)
		}
		if day, err := time.Parse(time.DateOnly, e.head["published"]); err == nil {
			e.head["published"] = on(day).Format(time.DateOnly)
		}
		e.Reading = readText(t, text, extract.Options{Path: f.Name, Outlet: e.head["outlet"], Published: e.head["published"],
			URL: "https://" + strings.ToLower(strings.ReplaceAll(e.head["outlet"], " ", "-")) + ".example/" + f.Name})
		e.Report.ID = f.Name
		out = append(out, e)
	}
	return out
}
