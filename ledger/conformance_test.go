package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// server is the PostgreSQL server of this package's tests, nil without one.
var server *ledgertest.Server

func TestMain(m *testing.M) {
	if child := os.Getenv("SAYSO_LEDGER_CHILD"); child != "" {
		os.Exit(runChild(child))
	}
	s, ok, err := ledgertest.Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, "start PostgreSQL:", err)
		os.Exit(1)
	}
	if ok {
		server = s
	}
	code := m.Run()
	if ok {
		s.Stop()
	}
	os.Exit(code)
}

// backends runs f on an empty ledger of each backend.
func backends(t *testing.T, f func(t *testing.T, l *ledger.Ledger)) {
	for _, b := range []string{"sqlite", "postgres"} {
		t.Run(b, func(t *testing.T) {
			t.Parallel()
			f(t, open(t, address(t, b)))
		})
	}
}

func address(t testing.TB, backend string) string {
	if backend == "postgres" {
		return ledgertest.Postgres(t, server)
	}
	return filepath.Join(t.TempDir(), "ledger.db")
}

func open(t testing.TB, db string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// fill appends n generated reports with readings and is their ids.
func fill(t testing.TB, l *ledger.Ledger, g *ledgertest.Generator, n int) (ids []string) {
	t.Helper()
	err := l.Append(t.Context(), func(tx *ledger.Tx) error {
		for range n {
			c, r := g.Next()
			info, fresh, err := tx.Capture(t.Context(), c)
			if err != nil || !fresh {
				return fmt.Errorf("fresh %v: %w", fresh, err)
			}
			if fresh, err := tx.Read(t.Context(), info.ID, r); err != nil || !fresh {
				return fmt.Errorf("read fresh %v: %w", fresh, err)
			}
			ids = append(ids, info.ID)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func view(t testing.TB, l *ledger.Ledger, f func(v *ledger.View) error) {
	t.Helper()
	if err := l.View(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func mustFit(t testing.TB, l *ledger.Ledger) ledger.Verification {
	t.Helper()
	v, err := l.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Fits() {
		t.Fatalf("does not fit: %v", v.Misfits)
	}
	return v
}

func TestKeepsWhatItWasGiven(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		c, r := ledgertest.New(1).Next()
		id := fill(t, l, ledgertest.New(1), 1)[0]
		view(t, l, func(v *ledger.View) error {
			got, err := v.Reading(t.Context(), id)
			if err != nil {
				return err
			}
			r.Report.ID = id
			if d := cmp.Diff(r, got); d != "" {
				t.Error(d)
			}
			b, err := v.Original(t.Context(), id)
			if string(b) != string(c.Original) {
				t.Error("the original bytes changed")
			}
			if err != nil {
				return err
			}
			i, err := v.Report(t.Context(), id)
			if i.CapturedBy != "ledgertest" || !i.CapturedAt.Equal(c.At) || i.Version != 1 || i.Claims != 40 || i.Reader != "synthetic" {
				t.Errorf("%+v", i)
			}
			if full, err := v.Resolve(t.Context(), id[:6]); err != nil || full != id {
				t.Error(full, err)
			}
			_, missing := v.Report(t.Context(), "ffff")
			if !errors.Is(missing, ledger.ErrNotFound) {
				t.Error(missing)
			}
			return err
		})
		got := mustFit(t, l)
		if got.Records != 2 || got.Reports != 1 || got.Claims != 40 {
			t.Errorf("%+v", got)
		}
	})
}

func TestSameBytesAreOneReport(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		c, r := ledgertest.New(1).Next()
		err := l.Append(ctx, func(tx *ledger.Tx) error {
			for i := range 3 {
				info, fresh, err := tx.Capture(ctx, c)
				if err != nil || fresh != (i == 0) {
					t.Error(i, fresh, err)
				}
				if fresh, err = tx.Read(ctx, info.ID, r); err != nil || fresh != (i == 0) {
					t.Error(i, fresh, err)
				}
			}
			changed := *c.Report
			changed.Text += "\nCorrection."
			changed.SHA256, changed.TextSHA256 = report.Hash(changed.Text), report.Hash(changed.Text)
			info, fresh, err := tx.Capture(ctx, ledger.Capture{Report: &changed, Original: []byte(changed.Text), By: "x", Tool: "test"})
			if err != nil || !fresh || info.Version != 2 || info.Previous != ledger.ReportID(c.Report) {
				t.Errorf("%+v %v %v", info, fresh, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		view(t, l, func(v *ledger.View) error {
			versions, err := v.ReportsAt(ctx, c.Report.URL)
			if len(versions) != 2 {
				t.Error(versions)
			}
			ids, err2 := v.Unread(ctx, "synthetic", "none", "", 10)
			if len(ids) != 1 || ids[0] != versions[1].ID {
				t.Error(ids)
			}
			return errors.Join(err, err2)
		})
		mustFit(t, l)
	})
}

func TestNewReaderAddsAReading(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		id := fill(t, l, ledgertest.New(1), 1)[0]
		_, r := ledgertest.New(1).Next()
		r.Reader.Version = "newer"
		r.Claims = r.Claims[:3]
		if err := l.Append(ctx, func(tx *ledger.Tx) error { _, err := tx.Read(ctx, id, r); return err }); err != nil {
			t.Fatal(err)
		}
		view(t, l, func(v *ledger.View) error {
			p, err := v.Search(ctx, ledger.Query{Limit: 100})
			if len(p.Hits) != 3 || p.Next != 0 {
				t.Error(len(p.Hits))
			}
			n := 0
			for rec, err := range v.Records(ctx, 0) {
				if err != nil {
					return err
				}
				if rec.Kind == ledger.KindReading {
					n++
				}
			}
			if n != 2 {
				t.Error("the older reading is gone")
			}
			return err
		})
		mustFit(t, l)
	})
}

// A transaction finds the claims that it appended, and stands by what it says of them.
func TestAppendedClaimsAreFound(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		c, r := ledgertest.New(1).Next()
		newer := *r
		newer.Reader.Version, newer.Claims = "newer", r.Claims[:3]
		find := func(tx *ledger.Tx, want, standing int) {
			t.Helper()
			p, err := tx.Search(ctx, ledger.Query{Limit: 100})
			q, err2 := tx.Search(ctx, ledger.Query{Standing: "one_origin", Limit: 100})
			if err != nil || err2 != nil || len(p.Hits) != want || len(q.Hits) != standing {
				t.Error(len(p.Hits), len(q.Hits), err, err2)
			}
		}
		err := l.Append(ctx, func(tx *ledger.Tx) error {
			info, _, err := tx.Capture(ctx, c)
			if err != nil {
				return err
			}
			if _, err := tx.Read(ctx, info.ID, r); err != nil {
				return err
			}
			standing := ledger.Fact{Kind: ledger.FactStanding, Key: info.ID + "/" + r.Claims[0].ID, Body: []byte(`{"origins":1,"state":"one_origin"}`)}
			if err := tx.Put(ctx, "test", standing); err != nil {
				return err
			}
			find(tx, len(r.Claims), 1)
			if _, err = tx.Read(ctx, info.ID, &newer); err != nil {
				return err
			}
			find(tx, 3, 1)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		mustFit(t, l)
	})
}

func TestRefusesWhatIsNotGrounded(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		c, r := ledgertest.New(1).Next()
		for _, tc := range []struct {
			name   string
			change func(*reading.Reading)
			want   error
		}{
			{"past the end", func(r *reading.Reading) { r.Claims[0].Span.End = len(r.Text) + 1 }, ledger.ErrUngrounded},
			{"backwards", func(r *reading.Reading) { r.Claims[0].Span.End = r.Claims[0].Span.Start - 1 }, ledger.ErrUngrounded},
			{"another text", func(r *reading.Reading) { r.Text += " " }, ledger.ErrMismatch},
		} {
			bad := *r
			bad.Claims = slices.Clone(r.Claims)
			tc.change(&bad)
			err := l.Append(ctx, func(tx *ledger.Tx) error {
				info, _, err := tx.Capture(ctx, c)
				if err != nil {
					return err
				}
				_, err = tx.Read(ctx, info.ID, &bad)
				return err
			})
			if !errors.Is(err, tc.want) {
				t.Errorf("%s: %v", tc.name, err)
			}
		}
		if v := mustFit(t, l); v.Records != 0 {
			t.Error("a failed append left records", v.Records)
		}
	})
}

func TestFacts(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		put := func(facts ...ledger.Fact) {
			if err := l.Append(ctx, func(tx *ledger.Tx) error { return tx.Put(ctx, "test", facts...) }); err != nil {
				t.Fatal(err)
			}
		}
		size := func() (n int64) {
			view(t, l, func(v *ledger.View) (err error) { n, err = v.Size(ctx); return err })
			return n
		}
		keys := func(terms ...string) (out []string) {
			view(t, l, func(v *ledger.View) error {
				found, err := v.FactsWith(ctx, "story", terms, 10)
				for _, f := range found {
					out = append(out, f.Key)
				}
				return err
			})
			return out
		}
		put(ledger.Fact{Kind: "story", Key: "B", Body: []byte(`{"n":1}`), Terms: []string{"y", "x", "x"}}, ledger.Fact{Kind: "story", Key: "a", Body: []byte(`{}`), Terms: []string{"x"}})
		if got := keys("x", "z"); !slices.Equal(got, []string{"B", "a"}) {
			t.Error(got)
		}
		put(ledger.Fact{Kind: "story", Key: "B", Body: []byte(`{"n":1}`), Terms: []string{"x", "y"}})
		if size() != 1 {
			t.Error("a fact that says nothing new was recorded")
		}
		put(ledger.Fact{Kind: "story", Key: "B", Body: []byte(`{"n":2}`), Terms: []string{"z"}})
		if got := keys("y"); got != nil {
			t.Error(got)
		}
		if got := keys("z"); !slices.Equal(got, []string{"B"}) {
			t.Error(got)
		}
		put(ledger.Fact{Kind: "story", Key: "a"})
		var all []string
		view(t, l, func(v *ledger.View) error {
			for f, err := range v.Facts(ctx, "story") {
				if err != nil {
					return err
				}
				all = append(all, f.Key+string(f.Body))
			}
			_, err := v.Fact(ctx, "story", "a")
			if !errors.Is(err, ledger.ErrNotFound) {
				t.Error(err)
			}
			some, err := v.FactsOf(ctx, "story", []string{"a", "B", "none"})
			if len(some) != 1 || string(some["B"].Body) != `{"n":2}` {
				t.Error(some)
			}
			return err
		})
		if !slices.Equal(all, []string{`B{"n":2}`}) {
			t.Error(all)
		}
		mustFit(t, l)
	})
}

func TestDecisionsCanBeTakenBack(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		id := fill(t, l, ledgertest.New(1), 1)[0]
		decide := func(d ledger.Decision) (out ledger.Decision) {
			d.By = "ann"
			if err := l.Append(ctx, func(tx *ledger.Tx) (err error) { out, err = tx.Decide(ctx, d); return err }); err != nil {
				t.Fatal(err)
			}
			return out
		}
		date := func() (s string) {
			view(t, l, func(v *ledger.View) error { i, err := v.Report(ctx, id); s = i.Published.EDTF; return err })
			return s
		}
		found := func(published string) (n int) {
			view(t, l, func(v *ledger.View) error {
				p, err := v.Search(ctx, ledger.Query{Published: published, Limit: 100})
				n = len(p.Hits)
				return err
			})
			return n
		}
		given := date()
		d := decide(ledger.Decision{Verb: ledger.Date, Subject: id, Value: "1999-05-06", Why: "the page says so"})
		if date() != "1999-05-06" || found("1999-05") != 40 || found(given) != 0 {
			t.Error(date(), found("1999-05"), found(given))
		}
		u := decide(ledger.Decision{Verb: ledger.Undo, Subject: id, Object: d.ID})
		if date() != given || found(given) != 40 {
			t.Error(date())
		}
		decide(ledger.Decision{Verb: ledger.Undo, Subject: id, Object: u.ID})
		if date() != "1999-05-06" {
			t.Error(date())
		}
		view(t, l, func(v *ledger.View) error {
			all, err := v.Decisions(ctx, id)
			if len(all) != 3 || all[0].Undone || !all[1].Undone || all[0].Why != "the page says so" {
				t.Errorf("%+v", all)
			}
			return err
		})
		mustFit(t, l)
	})
}

func TestSealedTextCanBeErased(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		var s *ledger.Sealed
		err := l.Append(ctx, func(tx *ledger.Tx) (err error) {
			if s, err = tx.Seal(ctx, "the source lives in the north"); err != nil {
				return err
			}
			_, err = tx.Decide(ctx, ledger.Decision{Verb: ledger.Note, Subject: "someone", By: "ann", Sealed: s})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read := func() (text string, err error) {
			view(t, l, func(v *ledger.View) error {
				all, err2 := v.Decisions(ctx, "someone")
				if err2 != nil {
					return err2
				}
				text, err = v.Unseal(ctx, all[0].Sealed)
				return nil
			})
			return text, err
		}
		if text, err := read(); err != nil || text != "the source lives in the north" {
			t.Error(text, err)
		}
		if err := l.Erase(ctx, s.ID, "ann", "asked to"); err != nil {
			t.Fatal(err)
		}
		if _, err := read(); !errors.Is(err, ledger.ErrErased) {
			t.Error(err)
		}
		if err := l.Erase(ctx, s.ID, "ann", "again"); !errors.Is(err, ledger.ErrNotFound) {
			t.Error(err)
		}
		if v := mustFit(t, l); v.Records != 2 {
			t.Error("the erasure is not on record")
		}
	})
}

func TestHeadsAndProofs(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		g := ledgertest.New(1)
		fill(t, l, g, 3)
		head, err := l.Head(ctx)
		if err != nil {
			t.Fatal(err)
		}
		key, err := l.Key(ctx)
		if err != nil {
			t.Fatal(err)
		}
		old, err := ledger.OpenHead(head, key)
		if err != nil || old.N != 6 {
			t.Fatal(old, err)
		}
		fill(t, l, g, 4)
		if e, err := l.Prove(ctx, old); err != nil || e.New != 14 || e.Check(old) != nil {
			t.Error(e, err)
		}
		if _, err := ledger.OpenHead(strings.Replace(head, "\n6\n", "\n7\n", 1), key); !errors.Is(err, ledger.ErrInput) {
			t.Error(err)
		}
		old.Hash[3]++
		if _, err := l.Prove(ctx, old); !errors.Is(err, ledger.ErrCorrupt) {
			t.Error(err)
		}
	})
}

// The same records give the same tree and the same state on both backends.
func TestBackendsAgree(t *testing.T) {
	var roots []string
	var pages []ledger.Page
	for _, b := range []string{"sqlite", "postgres"} {
		l := open(t, address(t, b))
		fill(t, l, ledgertest.New(5), 20)
		if v := mustFit(t, l); v.Claims != 800 {
			t.Error(v)
		}
		view(t, l, func(v *ledger.View) error {
			p, err := v.Search(t.Context(), ledger.Query{Words: ledgertest.Word(3), Limit: 30})
			pages = append(pages, p)
			for id, err := range v.Reports(t.Context()) {
				if err != nil {
					return err
				}
				roots = append(roots, id.ID)
			}
			return err
		})
	}
	if !slices.Equal(roots[:20], roots[20:]) || !slices.IsSorted(roots[:20]) {
		t.Error("the order of reports differs")
	}
	if d := cmp.Diff(pages[0], pages[1]); d != "" || len(pages[0].Hits) == 0 {
		t.Error(d)
	}
}
