package work_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// told is a report of story's test texts and its reading.
type told struct {
	capture ledger.Capture
	reading *reading.Reading
}

// texts are the reports of story's test texts, read once.
var texts = sync.OnceValue(func() (out []told) {
	m, err := nlp.Load()
	if err != nil {
		panic(err)
	}
	for _, file := range []string{"followups.txtar", "reprints.txtar", "faithful.txtar", "dam.txtar", "harbour.txtar"} {
		b, err := os.ReadFile("../story/testdata/" + file)
		if err != nil {
			panic(err)
		}
		for _, f := range txtar.Parse(b).Files {
			head, text, _ := strings.Cut(string(f.Data), "\n\n")
			o := extract.Options{Path: f.Name, URL: "https://news.example/" + file + "/" + f.Name}
			for line := range strings.Lines(head) {
				switch k, v, _ := strings.Cut(line, ":"); k {
				case "outlet":
					o.Outlet = strings.TrimSpace(v)
				case "published":
					o.Published = strings.TrimSpace(v)
				}
			}
			rep, err := extract.Plain([]byte(text), o)
			if err != nil {
				panic(err)
			}
			r, err := reading.New(m).Read(context.Background(), rep)
			if err != nil {
				panic(err)
			}
			out = append(out, told{ledger.Capture{Report: rep, Original: []byte(text), At: time.Unix(0, 0), By: "test", Tool: "test"}, r})
		}
	}
	return out
})

// whole is every fact that follows from all readings and decisions at once.
func whole(t *testing.T, l *ledger.Ledger) map[string]string {
	t.Helper()
	var s story.Shelf
	said := story.Decided{Links: map[string]story.State{}, Out: map[string]string{}, Withdrawn: map[story.Withdrawn]string{}}
	err := l.View(t.Context(), func(v *ledger.View) error {
		for r, err := range v.Readings(t.Context()) {
			if err != nil {
				return err
			}
			s.Add(r)
		}
		all, err := v.Decisions(t.Context(), "")
		for _, d := range all {
			switch {
			case d.Undone:
			case d.Verb == ledger.Reject && strings.Contains(d.Subject, " "):
				said.Links[d.Subject] = story.Rejected
			case d.Verb == ledger.Reject:
				said.Links[d.Subject], said.Out[d.Subject] = story.Rejected, "rejected by "+d.By
			case d.Verb == ledger.Withdraw:
				said.Withdrawn[story.ParseWithdrawn(d.Subject)] = d.By
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	v := s.View()
	v.Decide(said)
	out := map[string]string{}
	put := func(kind, key string, body any) {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		out[kind+" "+key] = string(b)
	}
	of := map[string]*work.Related{}
	for _, id := range s.IDs() {
		of[id] = &work.Related{Origins: []string{}, Stories: []string{}, Central: v.Central(id)}
	}
	for _, o := range v.Origins {
		for _, id := range o.Reports {
			of[id].Origins = append(of[id].Origins, o.ID)
		}
		if len(o.Reports) > 1 {
			put(work.FactOrigin, o.ID, o)
		}
	}
	for _, x := range v.Stories {
		for _, id := range x.Reports {
			of[id].Stories = append(of[id].Stories, x.ID)
		}
		put(work.FactStory, x.ID, x)
	}
	for id, r := range of {
		put(work.FactRelated, id, r)
	}
	for _, x := range v.Links {
		put(work.FactLink, x.Key(), x)
	}
	for _, x := range v.Standings() {
		put(ledger.FactStanding, x.Report+"/"+x.Claim, x)
	}
	return out
}

// kept is every fact that the ledger holds.
func kept(t *testing.T, l *ledger.Ledger) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := l.View(t.Context(), func(v *ledger.View) error {
		for _, kind := range []string{work.FactOrigin, work.FactStory, work.FactRelated, work.FactLink, ledger.FactStanding} {
			for f, err := range v.Facts(t.Context(), kind) {
				if err != nil {
					return err
				}
				var b bytes.Buffer
				if err := json.Compact(&b, f.Body); err != nil {
					return err
				}
				out[kind+" "+f.Key] = b.String()
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Relating bit by bit, in any order, with readings replaced, dates changed and
// decisions made and taken back in between, gives what relating all at once
// gives.
func TestBitByBitIsAllAtOnce(t *testing.T) {
	for _, backend := range []string{"sqlite", "postgres"} {
		for seed := range uint64(3) {
			t.Run(fmt.Sprint(backend, seed), func(t *testing.T) {
				if seed > 0 && (testing.Short() || backend == "postgres") {
					t.Skip("one order is enough here")
				}
				bitByBit(t, openLedger(t, backend), rand.New(rand.NewPCG(seed, 5)))
			})
		}
	}
}

func bitByBit(t *testing.T, l *ledger.Ledger, rng *rand.Rand) {
	ctx := t.Context()
	all := slices.Clone(texts())
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	here := work.NewRelator(l)
	there := work.NewRelator(l) // another process
	var ids []string
	by := map[string]told{}
	for len(all) > 0 {
		n := min(len(all), 1+rng.IntN(20))
		appendTo(t, l, func(tx *ledger.Tx) error {
			for _, x := range all[:n] {
				info, _, err := tx.Capture(ctx, x.capture)
				if err != nil {
					return err
				}
				if _, err := tx.Read(ctx, info.ID, x.reading); err != nil {
					return err
				}
				ids, by[info.ID] = append(ids, info.ID), x
			}
			return nil
		})
		all = all[n:]
		change(t, l, rng, ids, by)
		r := here
		if rng.IntN(2) == 0 {
			r = there
		}
		if err := r.Pass(ctx); err != nil {
			t.Fatal(err)
		}
		want, got := whole(t, l), kept(t, l)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("with %d reports (- all at once, + bit by bit):\n%s", len(ids), d)
		}
		if len(ids) > 30 && len(want) < 2*len(ids) {
			t.Fatalf("only %d facts of %d reports: the test shows nothing", len(want), len(ids))
		}
	}
	if v, err := l.Verify(ctx, nil); err != nil || !v.Fits() {
		t.Error(v.Misfits, err)
	}
}

// change does one of the things that people do to a ledger.
func change(t *testing.T, l *ledger.Ledger, rng *rand.Rand, ids []string, by map[string]told) {
	ctx := t.Context()
	id := ids[rng.IntN(len(ids))]
	d := ledger.Decision{By: "ann"}
	switch rng.IntN(7) {
	case 0: // a newer reader, which sees less
		r := *by[id].reading
		r.Reader.Version = fmt.Sprint("newer", rng.Uint64())
		r.Claims = r.Claims[:rng.IntN(len(r.Claims))]
		appendTo(t, l, func(tx *ledger.Tx) error { _, err := tx.Read(ctx, id, &r); return err })
		return
	case 1:
		d.Verb, d.Subject, d.Value = ledger.Date, id, fmt.Sprintf("2023-%02d-%02d", 1+rng.IntN(3), 1+rng.IntN(28))
	case 2:
		voice := by[id].reading.Voices[rng.IntN(len(by[id].reading.Voices))].Name
		d.Verb, d.Subject = ledger.Withdraw, story.Withdrawn{Voice: voice}.String()
		if rng.IntN(2) == 0 {
			d.Subject = story.Withdrawn{Voice: voice, Report: id}.String()
		}
	case 3:
		d.Verb, d.Subject = ledger.Withdraw, id
	case 4:
		d.Verb, d.Subject = ledger.Reject, id+"/"+by[id].reading.Claims[0].ID
	case 5:
		d.Verb = ledger.Reject
		err := l.View(ctx, func(v *ledger.View) error {
			for x, err := range work.Links(ctx, v) {
				if err != nil {
					return err
				}
				if d.Subject = x.Key(); rng.IntN(20) == 0 {
					break
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if d.Subject == "" {
			return
		}
	case 6:
		err := l.View(ctx, func(v *ledger.View) error {
			all, err := v.Decisions(ctx, "")
			if len(all) > 0 {
				d.Verb, d.Object = ledger.Undo, all[rng.IntN(len(all))].ID
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if d.Object == "" {
			return
		}
	}
	appendTo(t, l, func(tx *ledger.Tx) error { _, err := tx.Decide(ctx, d); return err })
}

func appendTo(t *testing.T, l *ledger.Ledger, f func(*ledger.Tx) error) {
	t.Helper()
	if err := l.Append(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// A ledger whose links were kept without terms, as they were before there was a
// shelf, and whose shelf was made by other rules, is related anew to the same.
func TestRelatesAnOlderLedger(t *testing.T) {
	l := openLedger(t, "sqlite")
	appendTo(t, l, func(tx *ledger.Tx) error {
		for _, x := range texts() {
			info, _, err := tx.Capture(t.Context(), x.capture)
			if err != nil {
				return err
			}
			if _, err := tx.Read(t.Context(), info.ID, x.reading); err != nil {
				return err
			}
		}
		return nil
	})
	if err := work.NewRelator(l).Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := kept(t, l)
	appendTo(t, l, func(tx *ledger.Tx) error {
		var bare []ledger.Fact
		for f, err := range tx.Facts(t.Context(), work.FactLink) {
			if err != nil {
				return err
			}
			bare = append(bare, ledger.Fact{Kind: f.Kind, Key: f.Key, Body: f.Body})
		}
		stale := ledger.Fact{Kind: ledger.FactStanding, Key: strings.Split(bare[0].Key, " ")[1] + "0", Body: []byte(`{"origins":9}`)}
		return errors.Join(tx.Put(t.Context(), "test", append(bare, stale)...), tx.SetShelfState(t.Context(), "rules", 0))
	})
	if err := work.NewRelator(l).Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, kept(t, l)); d != "" {
		t.Error(d)
	}
	if v, err := l.Verify(t.Context(), nil); err != nil || !v.Fits() {
		t.Error(v.Misfits, err)
	}
}
