//go:build unix

package work_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// storyOf is how many reports tell of one made-up story.
const storyOf = 5

// grow appends made-up reports of 40 claims with stories, origins, links and
// standings until the ledger has so many claims.
func grow(t *testing.T, l *ledger.Ledger, claims int) {
	t.Helper()
	var have int64
	view := func(v *ledger.View) (err error) {
		newest, err := v.Newest(t.Context(), 0, 1)
		if len(newest) > 0 {
			have = newest[0].Num
		}
		return err
	}
	if err := l.View(t.Context(), view); err != nil {
		t.Fatal(err)
	}
	g := ledgertest.New(11)
	for range have {
		g.Next()
	}
	for n := int(have); n*40 < claims; n += 40 * storyOf {
		appendTo(t, l, func(tx *ledger.Tx) error {
			for range 40 {
				var ids []string
				for range storyOf {
					c, r := g.Next()
					info, _, err := tx.Capture(t.Context(), c)
					if err != nil {
						return err
					}
					if _, err := tx.Read(t.Context(), info.ID, r); err != nil {
						return err
					}
					ids = append(ids, info.ID)
				}
				if err := tx.Put(t.Context(), "test", told5(ids)...); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// told5 are the facts of one story.
func told5(ids []string) (facts []ledger.Fact) {
	put := func(kind, key string, body any, terms ...string) {
		b, _ := json.Marshal(body)
		facts = append(facts, ledger.Fact{Kind: kind, Key: key, Body: b, Terms: terms})
	}
	slices.Sort(ids)
	s := story.Story{ID: "s" + ids[0][:10], Reports: ids, First: ids[0]}
	o := story.Origin{ID: "o" + ids[0][:10], Reports: ids[:3], Root: "somebody", Evidence: []story.Evidence{{Kind: "date", Why: "published at the same time"}}}
	put(work.FactStory, s.ID, s)
	put(work.FactOrigin, o.ID, o)
	for i, id := range ids {
		r := work.Related{Origins: []string{"o" + id[:10]}, Stories: []string{s.ID}}
		if i < 3 {
			r.Origins = []string{o.ID}
		}
		put(work.FactRelated, id, r)
		for k := range 4 {
			if i == 0 {
				continue
			}
			x := story.Link{Kind: []story.LinkKind{story.Repeats, story.Corroborates, story.Contradicts, story.Continues}[k], From: id, To: ids[0],
				Claim: fmt.Sprint("c", k+1), ToClaim: fmt.Sprint("c", k+2), State: story.Proposed, Evidence: o.Evidence}
			put(work.FactLink, x.Key(), x, x.From, x.To, x.ID())
			put(ledger.FactStanding, fmt.Sprintf("%s/c%d", id, k+1), story.Standing{Report: id, Claim: fmt.Sprint("c", k+1), Origins: 1 + k%2, State: story.Contested, Why: "made up", Reports: ids[:2]})
		}
	}
	return facts
}

// TestMillion prints how long searches and looks at stories take in a ledger of
// SAYSO_MILLION claims, kept at SAYSO_MILLION_DB or made anew.
func TestMillion(t *testing.T) {
	claims, _ := strconv.Atoi(os.Getenv("SAYSO_MILLION"))
	if claims == 0 {
		t.Skip("a measurement: SAYSO_MILLION=1000000 runs it")
	}
	db := os.Getenv("SAYSO_MILLION_DB")
	if db == "" {
		db = address(t, os.Getenv("SAYSO_BACKEND"))
	}
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	began := cpu()
	grow(t, l, claims)
	t.Logf("made in %v of processor time", cpu()-began)
	if ledger.IsServer(db) {
		pool, _ := l.Pool()
		if _, err := pool.ExecContext(t.Context(), "VACUUM ANALYZE"); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(3, 3))
	var ids []string
	if err := l.View(t.Context(), func(v *ledger.View) error {
		for range 300 {
			some, err := v.Newest(t.Context(), 2+rng.Int64N(int64(claims/40)), 1)
			if err != nil {
				return err
			}
			ids = append(ids, some[0].ID)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	pick := func() string { return ids[rng.IntN(len(ids))] }
	word := func(most int) string { return ledgertest.Word(uint64(rng.IntN(most))) }
	low := 1000.0
	search := func(q func() ledger.Query) func(context.Context, *ledger.View) error {
		return func(ctx context.Context, v *ledger.View) error { _, err := v.Search(ctx, q()); return err }
	}
	t.Logf("%-46s %8s %8s %8s  (ms)", "", "median", "p95", "most")
	for _, m := range []struct {
		name string
		look func(context.Context, *ledger.View) error
	}{
		{"search: a common word", search(func() ledger.Query { return ledger.Query{Words: word(20)} })},
		{"search: two words", search(func() ledger.Query { return ledger.Query{Words: word(50) + " " + word(500)} })},
		{"search: a phrase of two words", search(func() ledger.Query { return ledger.Query{Words: `"` + word(10) + " " + word(10) + `"`} })},
		{"search: the beginning of a word", search(func() ledger.Query { return ledger.Query{Words: word(2000)[:3] + "*"} })},
		{"search: a voice", search(func() ledger.Query { return ledger.Query{Voice: ledgertest.Name(1000 + rng.IntN(20000))} })},
		{"search: said to happen in two months, happened", search(func() ledger.Query {
			return ledger.Query{When: "2019-02/2019-03", Status: []reading.Status{reading.Happened}}
		})},
		{"search: a word, an outlet, a year", search(func() ledger.Query {
			return ledger.Query{Words: word(50), Outlet: ledgertest.Name(rng.IntN(300)) + " Post", Published: "2018"}
		})},
		{"search: a number of at least 1,000 and a word", search(func() ledger.Query { return ledger.Query{Words: word(30), Low: &low} })},
		{"search: contested", search(func() ledger.Query { return ledger.Query{Standing: story.Contested} })},
		{"search: open questions", search(func() ledger.Query { return ledger.Query{Open: true} })},
		{"search: a word in no claim", search(func() ledger.Query { return ledger.Query{Words: "xyzzy" + word(9)} })},
		{"a report with its reading", func(ctx context.Context, v *ledger.View) error { _, err := v.Reading(ctx, pick()); return err }},
		{"a story: reports, origins, links", func(ctx context.Context, v *ledger.View) error {
			f, err := v.Fact(ctx, work.FactRelated, pick())
			if err != nil {
				return err
			}
			var r work.Related
			if err := json.Unmarshal(f.Body, &r); err != nil {
				return err
			}
			if f, err = v.Fact(ctx, work.FactStory, r.Stories[0]); err != nil {
				return err
			}
			var s story.Story
			if err := json.Unmarshal(f.Body, &s); err != nil {
				return err
			}
			for _, id := range s.Reports {
				if _, err := v.Report(ctx, id); err != nil {
					return err
				}
				if _, err := work.OriginsOf(ctx, v, id); err != nil {
					return err
				}
				if _, err := work.LinksOf(ctx, v, id); err != nil {
					return err
				}
			}
			return nil
		}},
		{"the newest 50 reports", func(ctx context.Context, v *ledger.View) error { _, err := v.Newest(ctx, 0, 50); return err }},
	} {
		var took []time.Duration
		for range 100 {
			began := time.Now()
			if err := l.View(t.Context(), func(v *ledger.View) error { return m.look(t.Context(), v) }); err != nil {
				t.Fatal(m.name, err)
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		t.Logf("%-46s %8.1f %8.1f %8.1f", m.name, ms(took[50]), ms(took[95]), ms(took[99]))
	}
}
