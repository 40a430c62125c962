package web

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/work"
)

// A report without an outlet leaves no hole in a sentence, and one that was not
// read is not told of as if it made no claim.
func TestUnnamedAndUnread(t *testing.T) {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	m, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	q, err := work.OpenQueue(t.Context(), l, work.Options{Reader: reading.New(m)})
	if err != nil {
		t.Fatal(err)
	}
	var all []ledger.Capture
	for _, text := range []string{
		"The ferry was fined on Monday, the coastguard said. Norrlinje owns the ferry.",
		"Der Bürgermeister von Orvane sagte am Dienstag, dass die Fähre im Hafen bleiben müsse, weil der Treibstoff verunreinigt sei.",
	} {
		rep, err := extract.Plain([]byte(text), extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ledger.Capture{Report: rep, Original: []byte(text), At: time.Unix(1710400000, 0), By: "ann", Tool: "test"})
	}
	if _, _, err := q.Capture(t.Context(), all, 2); err != nil {
		t.Fatal(err)
	}
	if err := q.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := New(l, "ann")
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	for path, want := range map[string]string{
		"/search?q=fined": "<bdi>coastguard</bdi></a> in an unnamed outlet",
		"/search?q=owns":  "the report itself",
		"/":               "not read, since not in English",
	} {
		if _, body, _ := get(t, srv.URL+path); !strings.Contains(body, want) || strings.Contains(body, "<bdi></bdi>") {
			t.Errorf("%s: no %q, or an empty name", path, want)
		}
	}
}

// What is denied is not drawn, nor counted, with what is told to have happened.
func TestTimelineKeepsDenialsApart(t *testing.T) {
	text := "the bridge was closed"
	at := func(id string, f reading.Factuality) reading.Claim {
		return reading.Claim{ID: id, Span: report.Span{End: len(text)}, Zone: "body", Predicate: "close", Status: reading.Happened, Factuality: f, When: reading.When{EDTF: "2024-03-04"}}
	}
	r := &reading.Reading{Text: text, Claims: []reading.Claim{at("c1", reading.Certain), at("c2", reading.CertainNot), at("c3", reading.Certain)}}
	s := &Server{now: func() time.Time { return time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC) }}
	scene, timed := s.timeline([]ledger.ReportInfo{{ID: "a"}}, map[string]*reading.Reading{"a": r})
	drawn := string(inline(scene))
	if timed != 2 || !strings.Contains(drawn, "4 March 2024 · told 2 times") || !strings.Contains(drawn, "4 March 2024 · certainly not so") {
		t.Errorf("%d rows: %s", timed, drawn)
	}
	for i := range r.Claims {
		if c := &r.Claims[i]; toldAsSo(c) != (c.Factuality == reading.Certain) {
			t.Errorf("%s is drawn as told to have happened: %v", c.ID, toldAsSo(c))
		}
	}
}
