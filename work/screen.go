package work

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/watchlist"
)

// The kinds of the facts that screening keeps in the ledger.
const (
	FactCandidate = "candidate" // a Candidate by its Subject
	FactScreened  = "screened"  // a Screened by report
	factScreening = "screening" // how far screening has come: a screening
)

// Candidate is a name in reports and a listing that it may mean. It is never a
// finding. Subject is how decisions name it, ID how people do.
type Candidate struct {
	ID      string `json:"id"`
	Subject string `json:"subject"`
	Name    string `json:"name"` // as first met
	Kind    string `json:"kind"` // of the name, by the reading
	List    string `json:"list"`
	Version string `json:"version"` // of the list
	// Entry is the listing as it stood in that version, Matched the name of it
	// that is like the one in the reports.
	Entry      watchlist.Entity `json:"entry"`
	Matched    string           `json:"matched"`
	Quality    string           `json:"quality,omitempty"`
	Score      float64          `json:"score"`
	OFAC       int              `json:"ofac_search_about"` // see watchlist.OFACScore
	Reading    string           `json:"reading,omitempty"`
	Pairs      []watchlist.Pair `json:"pairs"`
	LeftQuery  []string         `json:"left_query"`
	LeftListed []string         `json:"left_listed"`
	Notes      []string         `json:"notes"`
}

// Screened is what screening made of the names of one report: with which
// versions of the lists, and each name that is a candidate.
type Screened struct {
	Lists []string `json:"lists"` // "name version"
	Names []Named  `json:"names"`
}

// Named is a name of a report with the candidates that it is one of, the most
// likely first.
type Named struct {
	Entity     string         `json:"entity"` // id in the reading
	Name       string         `json:"name"`
	Context    entity.Context `json:"context"`
	Candidates []Weighed      `json:"candidates"`
}

// Weighed is a candidate as one report's words around the name weigh it.
type Weighed struct {
	Subject string  `json:"subject"`
	Score   float64 `json:"score"`
	watchlist.Weighed
}

// screening is how far a ledger is screened: up to a record, against lists.
type screening struct {
	Lists []string `json:"lists"`
	Next  int64    `json:"next"`
}

// screenFloor is the least score of a candidate for a name in a report: about
// where eight of a thousand unlisted names of the news are candidates
// (docs/names.md).
const screenFloor = 0.75

// mostCandidates are kept for one name.
const mostCandidates = 5

const screener = "sayso screen"

// Screen holds every name in the ledger's readings against the lists: those of
// new readings when the lists are as before, all of them when a list came, went
// or changed. It is idempotent; what it wrote before and no longer holds is
// taken out.
func Screen(ctx context.Context, l *ledger.Ledger) error {
	for {
		done, err := screenOnce(ctx, l)
		if err != nil || done {
			return err
		}
	}
}

func screenOnce(ctx context.Context, l *ledger.Ledger) (done bool, err error) {
	var was, now screening
	var versions []ListVersion
	var lists []*watchlist.List
	var todo []string
	err = l.View(ctx, func(v *ledger.View) error {
		if versions, err = Watchlists(ctx, v); err != nil {
			return err
		}
		if was, err = lastScreening(ctx, v); err != nil {
			return err
		}
		if now.Next, err = v.Size(ctx); err != nil {
			return err
		}
		for _, x := range versions {
			now.Lists = append(now.Lists, x.Name+" "+x.Version)
		}
		if len(versions) == 0 && was.Next == 0 {
			done = true
			return nil
		}
		if todo, err = unscreened(ctx, v, was, now); err != nil || len(todo) == 0 {
			return err
		}
		for _, x := range versions {
			list, err := ReadList(ctx, v, x)
			if err != nil {
				return err
			}
			lists = append(lists, list)
		}
		return nil
	})
	if err != nil || done {
		return done, err
	}
	if len(todo) == 0 && slices.Equal(was.Lists, now.Lists) {
		return true, nil
	}
	s := &screen{index: watchlist.NewIndex(lists...), lists: now.Lists, hits: map[string][]watchlist.Hit{}}
	for part := range slices.Chunk(todo, 200) {
		if err := s.batch(ctx, l, part); err != nil {
			return false, err
		}
	}
	return true, l.Append(ctx, func(t *ledger.Tx) error {
		facts, err := s.stale(ctx, &t.View, !slices.Equal(was.Lists, now.Lists))
		if err != nil {
			return err
		}
		// What this pass wrote itself needs no other pass.
		if now.Next, err = t.Size(ctx); err != nil {
			return err
		}
		return t.Put(ctx, screener, append(facts, factOf(factScreening, "state", now))...)
	})
}

func lastScreening(ctx context.Context, v *ledger.View) (s screening, err error) {
	f, err := v.Fact(ctx, factScreening, "state")
	if errors.Is(err, ledger.ErrNotFound) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(f.Body, &s)
	}
	return s, err
}

// unscreened are the reports to screen: all of them when the lists have changed.
func unscreened(ctx context.Context, v *ledger.View, was, now screening) ([]string, error) {
	var out []string
	if !slices.Equal(was.Lists, now.Lists) {
		for i, err := range v.Reports(ctx) {
			if err != nil {
				return nil, err
			}
			if i.Reader != "" {
				out = append(out, i.ID)
			}
		}
		return out, nil
	}
	ids, _, err := readSince(ctx, v, was.Next, math.MaxInt)
	return ids, err
}

// screen is one pass over reports.
type screen struct {
	index *watchlist.Index
	lists []string
	hits  map[string][]watchlist.Hit // by kind, countries and name
}

func (s *screen) batch(ctx context.Context, l *ledger.Ledger, reports []string) error {
	var facts []ledger.Fact
	err := l.View(ctx, func(v *ledger.View) error {
		for _, id := range reports {
			r, err := v.Reading(ctx, id)
			if err != nil {
				return err
			}
			more, err := s.report(ctx, v, r)
			if err != nil {
				return err
			}
			facts = append(facts, more...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return l.Append(ctx, func(t *ledger.Tx) error { return t.Put(ctx, screener, facts...) })
}

// report are the facts that the names of one report give.
func (s *screen) report(ctx context.Context, v *ledger.View, r *reading.Reading) ([]ledger.Fact, error) {
	out := Screened{Lists: s.lists, Names: []Named{}}
	var facts []ledger.Fact
	var terms []string
	for _, e := range r.Entities {
		kind, ok := screened[e.Kind]
		// A person's or a firm's name may have been read as a place's.
		if !ok && len(strings.Fields(e.Name)) < 2 || entity.Country(e.Name) != "" || !tells(e.Name) {
			continue
		}
		c := entity.Around(r, e.ID)
		n := Named{Entity: e.ID, Name: e.Name, Context: c}
		best := map[string]watchlist.Hit{}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			for _, h := range s.search(name, kind, c.Countries) {
				subject := subjectOf(e.Name, h)
				if old, ok := best[subject]; !ok || h.Score > old.Score {
					best[subject] = h
				}
			}
		}
		for subject, h := range best {
			n.Candidates = append(n.Candidates, Weighed{subject, round(h.Score), watchlist.Weigh(h.Entity, kind, c)})
		}
		slices.SortFunc(n.Candidates, func(a, b Weighed) int {
			return cmp.Or(a.Outweighs(a.Score, b.Weighed, b.Score), cmp.Compare(a.Subject, b.Subject))
		})
		n.Candidates = n.Candidates[:min(len(n.Candidates), mostCandidates)]
		for _, w := range n.Candidates {
			known, err := candidateOf(ctx, v, w.Subject)
			if err != nil && !errors.Is(err, ledger.ErrNotFound) {
				return nil, err
			}
			terms = append(terms, w.Subject)
			facts = append(facts, candidate(e, w.Subject, best[w.Subject], known))
		}
		if len(n.Candidates) > 0 {
			out.Names = append(out.Names, n)
		}
	}
	f := factOf(FactScreened, r.Report.ID, out)
	f.Terms = terms
	return append(facts, f), nil
}

// screened are the kinds of entities in readings whose names are screened in any
// case, and what lists call them.
var screened = map[string]watchlist.Kind{"Person": watchlist.Person, "Organization": watchlist.Organization, "Company": watchlist.Organization, "PublicBody": watchlist.Organization,
	"Group": watchlist.Organization, "Vessel": watchlist.Vessel}

// tells tells whether a name is more than initials.
func tells(name string) bool {
	return slices.ContainsFunc(strings.Fields(entity.Key(name)), func(w string) bool { return len(w) > 1 })
}

func (s *screen) search(name string, kind watchlist.Kind, countries []string) []watchlist.Hit {
	key := string(kind) + "\x00" + strings.Join(countries, " ") + "\x00" + name
	hits, ok := s.hits[key]
	if !ok {
		hits = s.index.Search(watchlist.Query{Name: name, Kind: kind, Countries: countries, Floor: screenFloor, Limit: 2 * mostCandidates})
		s.hits[key] = hits
	}
	return hits
}

// subjectOf names a candidate: the name's words, and the listing.
func subjectOf(name string, h watchlist.Hit) string {
	return entity.Key(name) + " ~ " + h.List.Name + "/" + h.Entity.ID
}

// CandidateID is the short name of a candidate.
func CandidateID(subject string) string { return "n" + report.Hash(subject)[:8] }

func candidate(e reading.Entity, subject string, h watchlist.Hit, known Candidate) ledger.Fact {
	c := Candidate{ID: CandidateID(subject), Subject: subject, Name: cmp.Or(known.Name, e.Name), Kind: cmp.Or(known.Kind, e.Kind), List: h.List.Name, Version: h.List.Version, Entry: *h.Entity,
		Matched: h.Name.Text, Quality: h.Name.Quality, Score: round(h.Score), OFAC: watchlist.OFACScore(e.Name, h.Name.Text), Reading: h.Reading,
		Pairs: list(h.Pairs), LeftQuery: list(h.LeftQuery), LeftListed: list(h.LeftListed), Notes: list(h.Notes)}
	f := factOf(FactCandidate, subject, c)
	f.Terms = []string{c.ID}
	return f
}

func round(f float64) float64 { return float64(int(f*1000+0.5)) / 1000 }

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func factOf(kind, key string, body any) ledger.Fact {
	b, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("a %s cannot be JSON: %v", kind, err)) // plain data always can
	}
	return ledger.Fact{Kind: kind, Key: key, Body: b}
}

func candidateOf(ctx context.Context, v *ledger.View, subject string) (c Candidate, err error) {
	f, err := v.Fact(ctx, FactCandidate, subject)
	if err == nil {
		err = json.Unmarshal(f.Body, &c)
	}
	return c, err
}

// stale takes out the candidates that no report has any more, when the lists
// have changed.
func (s *screen) stale(ctx context.Context, v *ledger.View, changed bool) ([]ledger.Fact, error) {
	if !changed {
		return nil, nil
	}
	held := map[string]bool{}
	for f, err := range v.Facts(ctx, FactScreened) {
		if err != nil {
			return nil, err
		}
		for _, t := range f.Terms {
			held[t] = true
		}
	}
	var out []ledger.Fact
	for f, err := range v.Facts(ctx, FactCandidate) {
		if err != nil {
			return nil, err
		}
		if !held[f.Key] {
			out = append(out, ledger.Fact{Kind: FactCandidate, Key: f.Key})
		}
	}
	return out, nil
}
