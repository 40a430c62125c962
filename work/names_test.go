package work

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// onBoth runs a test on a ledger of each kind; PostgreSQL is left out where
// there is none.
func onBoth(t *testing.T, f func(t *testing.T, l *ledger.Ledger)) {
	open := func(t *testing.T, db string) *ledger.Ledger {
		l, err := ledger.Open(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		return l
	}
	t.Run("SQLite", func(t *testing.T) { f(t, open(t, filepath.Join(t.TempDir(), "l.db"))) })
	t.Run("PostgreSQL", func(t *testing.T) {
		s, ok, err := ledgertest.Start()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			t.Skip("no PostgreSQL server is installed")
		}
		t.Cleanup(s.Stop)
		f(t, open(t, ledgertest.Postgres(t, s)))
	})
}

// tell adds a report whose sentences name one entity each, as "KIND NAME|words".
func tell(t *testing.T, l *ledger.Ledger, outlet string, sentences ...string) string {
	t.Helper()
	r := &reading.Reading{Schema: reading.Schema, Reader: reading.Version{Version: "by hand", Model: "none"}}
	var text strings.Builder
	for i, s := range sentences {
		head, words, _ := strings.Cut(s, "|")
		kind, name, _ := strings.Cut(head, " ")
		at := text.Len()
		fmt.Fprintf(&text, "%s.\n", words)
		r.Sentences = append(r.Sentences, report.Span{Start: at, End: text.Len() - 1})
		if k := strings.Index(words, name); name != "" && k >= 0 {
			r.Entities = append(r.Entities, reading.Entity{ID: fmt.Sprint("e", i+1), Kind: kind, Name: name, Mentions: []report.Span{{Start: at + k, End: at + k + len(name)}}})
		}
	}
	r.Text = text.String()
	rep := &report.Report{Outlet: outlet, URL: "https://" + strings.ReplaceAll(outlet, " ", "-") + ".example/", Text: r.Text, SHA256: report.Hash(r.Text), TextSHA256: report.Hash(r.Text),
		Published: report.Published{EDTF: "2024-03-13", Basis: "given"}}
	r.Report = reading.Source{Outlet: outlet, URL: rep.URL, Published: rep.Published, SHA256: rep.SHA256, TextSHA256: rep.TextSHA256}
	var id string
	err := l.Append(t.Context(), func(tx *ledger.Tx) error {
		info, _, err := tx.Capture(t.Context(), ledger.Capture{Report: rep, Original: []byte(r.Text), At: time.Unix(0, 0), By: "test"})
		if err != nil {
			return err
		}
		id = info.ID
		_, err = tx.Read(t.Context(), id, r)
		return err
	})
	if err == nil {
		err = errors.Join(NoteNames(t.Context(), l), Screen(t.Context(), l))
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func alerts(t *testing.T, l *ledger.Ledger) (all []Alert) {
	t.Helper()
	err := l.View(t.Context(), func(v *ledger.View) (err error) {
		all, err = Alerts(t.Context(), v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, l *ledger.Ledger) (n int64) {
	t.Helper()
	if err := l.View(t.Context(), func(v *ledger.View) (err error) { n, err = v.Size(t.Context()); return err }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestScreening(t *testing.T) {
	onBoth(t, func(t *testing.T, l *ledger.Ledger) {
		path := filepath.Join(t.TempDir(), "watch.csv")
		write(t, path, "id,name,kind,country\n1,Chol Hyun Construction,company,North Korea\n")
		tell(t, l, "First", "Company Cholhyon Construction|The order went to Cholhyon Construction of North Korea")
		if a := alerts(t, l); len(a) != 0 {
			t.Fatalf("alerts without a list: %v", a)
		}
		s := Lists{Ledger: l, By: "ana"}
		v, fresh, err := s.Add(t.Context(), "", path)
		if err != nil || !fresh || v.Name != "watch" || v.Entries != 1 {
			t.Fatalf("%+v %v %v", v, fresh, err)
		}
		// A list that comes is held against what is there, a report that comes against the lists.
		if err := Screen(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		tell(t, l, "Second", "Company Cholhyon Construction|Cholhyon Construction denied that")
		a := alerts(t, l)
		if len(a) != 1 || len(a[0].Candidates) != 1 || len(a[0].Candidates[0].Reports) != 2 || a[0].Candidates[0].State != Undecided || a[0].Version != v.Version {
			t.Fatalf("%+v", a)
		}
		c := a[0].Candidates[0]
		// Screening again writes nothing.
		before := size(t, l)
		if err := Screen(t.Context(), l); err != nil || size(t, l) != before {
			t.Fatalf("screening again wrote %d records: %v", size(t, l)-before, err)
		}
		// A decision holds for the next report and is taken back in one step.
		d, _, err := Judge(t.Context(), l, c.ID, ledger.Differs, "another", "ana")
		if err != nil {
			t.Fatal(err)
		}
		tell(t, l, "Third", "Company Cholhyon Construction|Cholhyon Construction is new")
		if c = alerts(t, l)[0].Candidates[0]; c.State != NotSame || c.Since || len(c.Reports) != 3 || c.Decision.Why != "another" {
			t.Fatalf("%+v", c)
		}
		if _, err := Decide(t.Context(), l, ledger.Decision{Verb: ledger.Undo, Subject: d.ID, Object: d.ID, By: "ana"}); err != nil {
			t.Fatal(err)
		}
		if c = alerts(t, l)[0].Candidates[0]; c.State != Undecided {
			t.Fatalf("after undo: %+v", c)
		}
		// A listing that goes takes its candidates out; both versions are kept.
		write(t, path, "id,name\n2,Norrlinje\n")
		if _, fresh, err := s.Update(t.Context(), v); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		if err := Screen(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		if a := alerts(t, l); len(a) != 0 {
			t.Fatalf("%+v", a)
		}
		err = l.View(t.Context(), func(v *ledger.View) error {
			all, err := ListVersions(t.Context(), v, "watch")
			if err != nil || len(all) != 2 {
				return fmt.Errorf("%d versions, %w", len(all), err)
			}
			old, err := ReadList(t.Context(), v, all[0])
			if err != nil || old.Entities[0].Names[0].Text != "Chol Hyun Construction" {
				return fmt.Errorf("%+v, %w", old, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := l.Verify(t.Context(), nil); err != nil || !r.Fits() {
			t.Fatalf("%+v %v", r, err)
		}
	})
}

func TestMergeAndSplit(t *testing.T) {
	onBoth(t, func(t *testing.T, l *ledger.Ledger) {
		one := tell(t, l, "First", "Company Norrlinje|Norrlinje is wholly owned by Dorat", "Company Dorat|Dorat is new")
		tell(t, l, "Second", "Company Norlinje|Norlinje will hire sailors")
		dossier := func(name string) *Dossier {
			t.Helper()
			var d *Dossier
			if err := l.View(t.Context(), func(v *ledger.View) (err error) { d, err = DossierOf(t.Context(), v, name); return err }); err != nil {
				t.Fatal(err)
			}
			return d
		}
		if d := dossier("norrlinje"); len(d.Spellings) != 1 || len(d.Alike) == 0 || d.Alike[0].Name != "Norlinje" || d.Alike[0].State != Undecided {
			t.Fatalf("%+v", d)
		}
		m, err := Merge(t.Context(), l, "Norrlinje", "Norlinje", "a misprint", "ana")
		if err != nil {
			t.Fatal(err)
		}
		tell(t, l, "Third", "Company Norlinje|Norlinje lost a ship")
		if d := dossier("Norlinje"); len(d.Spellings) != 2 || len(d.Decisions) != 1 || d.Decisions[0].ID != m.ID {
			t.Fatalf("%+v", d)
		}
		// A later split parts them, and taking that back joins them again.
		s, err := Split(t.Context(), l, "Norlinje", "Norrlinje", "two firms", "bo")
		if err != nil {
			t.Fatal(err)
		}
		if d := dossier("Norlinje"); len(d.Spellings) != 1 || len(d.Spellings[0].Reports) != 2 {
			t.Fatalf("%+v", d)
		}
		if _, err := Decide(t.Context(), l, ledger.Decision{Verb: ledger.Undo, Object: s.ID, By: "bo"}); err != nil {
			t.Fatal(err)
		}
		if d := dossier("Norlinje"); len(d.Spellings) != 2 {
			t.Fatalf("%+v", d)
		}
		// One report's name can mean another.
		if _, err := Split(t.Context(), l, "Norrlinje@"+one[:8], "", "another firm", "ana"); err != nil {
			t.Fatal(err)
		}
		if d := dossier("Norlinje"); len(d.Spellings) != 1 || len(d.Split) != 1 {
			t.Fatalf("%+v", d)
		}
		if d := dossier("Norrlinje@" + one); len(d.Spellings) != 1 || len(d.Ties) != 0 && d.Ties[0].From != "Norrlinje" {
			t.Fatalf("%+v", d)
		}
		for _, bad := range [][2]string{{"Nobody", "Norrlinje"}, {"Norrlinje", "norrlinje"}, {"Norrlinje", ""}, {"", "x"}} {
			if _, err := Split(t.Context(), l, bad[0], bad[1], "x", "ana"); !errors.Is(err, ledger.ErrNotFound) && !errors.Is(err, ledger.ErrInput) {
				t.Errorf("split %q: %v", bad, err)
			}
		}
	})
}

// TestListsFromTheWeb asks a server conditionally, and keeps the version before
// when it gives something else.
func TestListsFromTheWeb(t *testing.T) {
	body, asked := "36,\"DORAT MINERALS\",-0- ,\"ORV\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n", 0
	alt := "36,1,\"aka\",\"DORAT MINING\",-0- \n"
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/sdn.csv":
			asked++
			w.Header().Set("ETag", `"`+report.Hash(body)+`"`)
			if r.Header.Get("If-None-Match") == `"`+report.Hash(body)+`"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, body)
		case r.URL.Path == "/alt.csv":
			fmt.Fprint(w, alt)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer site.Close()
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := Lists{Ledger: l, By: "ana"}
	if _, _, err := s.Add(context.Background(), "", site.URL+"/sdn.csv"); !errors.Is(err, capture.ErrPrivate) {
		t.Fatalf("a private address: %v", err)
	}
	s.Web.Allow = []string{strings.TrimPrefix(site.URL, "http://")}
	v, fresh, err := s.Add(t.Context(), "", site.URL+"/sdn.csv")
	if err != nil || !fresh || v.Name != "sdn" || v.Form != "OFAC CSV" || len(v.Files) != 2 || v.Files[0].Fetched == nil {
		t.Fatalf("%+v %v", v, err)
	}
	again, fresh, err := s.Update(t.Context(), v)
	if err != nil || fresh || again.Version != v.Version || asked != 2 {
		t.Fatalf("%v %v %d", fresh, err, asked)
	}
	body = "<html>We are sorry</html>"
	if _, fresh, err := s.Update(t.Context(), v); err == nil || fresh {
		t.Fatalf("an error page was taken for a list: %v", err)
	}
	err = l.View(t.Context(), func(view *ledger.View) error {
		all, err := Watchlists(t.Context(), view)
		if err == nil && (len(all) != 1 || all[0].Version != v.Version) {
			t.Errorf("%+v", all)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
