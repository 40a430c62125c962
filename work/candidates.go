package work

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/watchlist"
)

// The states of a candidate. Only a person changes one.
const (
	Undecided = "candidate"
	IsSame    = "same"
	NotSame   = "not the same"
)

// Alert is one listing that names in reports may mean, with all of them: many
// articles on one listing are one alert.
type Alert struct {
	List       string           `json:"list"`
	Version    string           `json:"version"`
	Entry      watchlist.Entity `json:"entry"`
	Candidates []Standing       `json:"candidates"`
}

// Standing is a candidate with its state and the reports that it stands in.
type Standing struct {
	Candidate
	State    string           `json:"state"`
	Decision *ledger.Decision `json:"decision,omitempty"` // the one in force
	// Since tells that the listing's entry has changed after the decision.
	Since   bool      `json:"changed_since,omitempty"`
	Level   string    `json:"level"` // the best of its reports
	Why     string    `json:"why,omitempty"`
	Reports []Meeting `json:"reports"`
}

// Meeting is a report in which a candidate's name stands.
type Meeting struct {
	Report  string            `json:"report"`
	Outlet  string            `json:"outlet"`
	URL     string            `json:"url,omitempty"`
	Date    string            `json:"date,omitempty"` // of publication, EDTF
	Origins []string          `json:"origins"`
	Stories []string          `json:"stories"`
	Name    string            `json:"name"`
	Quote   string            `json:"quote"` // the sentence where it is first named
	Span    report.Span       `json:"span"`
	Weighed watchlist.Weighed `json:"weighed"`
	Ties    []Quoted          `json:"ties"`
}

// Quoted is a tie of a name in a report, in the report's words.
type Quoted struct {
	entity.Tie
	ToName   string `json:"to_name"`
	FromName string `json:"from_name"`
	Words    string `json:"words"`
	Report   string `json:"report"`
	// PerhapsNames are the names of Tie.Perhaps.
	PerhapsNames []string `json:"perhaps_names,omitempty"`
	// Status, Factuality and Voice are those of the claim that carries it.
	Status     string             `json:"status,omitempty"`
	Factuality reading.Factuality `json:"factuality,omitempty"`
	Denied     bool               `json:"denied,omitempty"`
	Voice      string             `json:"voice,omitempty"`
	When       string             `json:"when,omitempty"`
}

// Alerts are all alerts, those with an undecided candidate first, then by level
// and score.
func Alerts(ctx context.Context, v *ledger.View) ([]Alert, error) {
	decisions, err := verdicts(ctx, v)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var out []Alert
	for f, err := range v.Facts(ctx, FactCandidate) {
		if err != nil {
			return nil, err
		}
		var c Candidate
		if err := json.Unmarshal(f.Body, &c); err != nil {
			return nil, err
		}
		s, err := standing(ctx, v, c, decisions)
		if err != nil {
			return nil, err
		}
		key := c.List + "/" + c.Entry.ID
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, Alert{List: c.List, Version: c.Version, Entry: c.Entry})
		}
		out[i].Candidates = append(out[i].Candidates, s)
	}
	for i := range out {
		slices.SortStableFunc(out[i].Candidates, bySay)
	}
	slices.SortStableFunc(out, func(a, b Alert) int { return bySay(a.Candidates[0], b.Candidates[0]) })
	return out, nil
}

// bySay orders undecided first, then possible before low, then by score.
func bySay(a, b Standing) int {
	rank := func(s Standing) int {
		switch {
		case s.State != Undecided:
			return 2
		case s.Level == watchlist.Low:
			return 1
		}
		return 0
	}
	switch {
	case rank(a) != rank(b):
		return rank(a) - rank(b)
	case a.Score != b.Score && a.Score > b.Score:
		return -1
	case a.Score != b.Score:
		return 1
	}
	return strings.Compare(a.Subject, b.Subject)
}

// CandidateOf is a candidate by its ID or Subject with its standing, or
// ErrNotFound.
func CandidateOf(ctx context.Context, v *ledger.View, named string) (Standing, error) {
	found, err := v.FactsWith(ctx, FactCandidate, []string{named}, 1)
	if err == nil && len(found) == 0 {
		var f ledger.Fact
		if f, err = v.Fact(ctx, FactCandidate, named); err == nil {
			found = []ledger.Fact{f}
		}
	}
	if errors.Is(err, ledger.ErrNotFound) {
		err = fmt.Errorf("candidate %q: %w", named, ledger.ErrNotFound)
	}
	if err != nil {
		return Standing{}, err
	}
	var c Candidate
	if err := json.Unmarshal(found[0].Body, &c); err != nil {
		return Standing{}, err
	}
	decisions, err := verdicts(ctx, v)
	if err != nil {
		return Standing{}, err
	}
	return standing(ctx, v, c, decisions)
}

// Judge records that a candidate is the listed one, or is not. The decision
// holds for every later report that has the name, and is kept with the listing
// as it stands.
func Judge(ctx context.Context, l *ledger.Ledger, named string, verb ledger.Verb, why, by string) (ledger.Decision, Standing, error) {
	var d ledger.Decision
	var s Standing
	err := l.Append(ctx, func(t *ledger.Tx) (err error) {
		if s, err = CandidateOf(ctx, &t.View, named); err != nil {
			return err
		}
		d, err = t.Decide(ctx, ledger.Decision{Verb: verb, Subject: s.Subject, Value: entryHash(&s.Entry), Why: why, By: by})
		return err
	})
	return d, s, err
}

// entryHash tells whether a listing has changed.
func entryHash(e *watchlist.Entity) string {
	b, _ := json.Marshal(e) // plain data always can
	return report.Hash(string(b))[:12]
}

// verdicts are the decisions in force by candidate.
func verdicts(ctx context.Context, v *ledger.View) (map[string]ledger.Decision, error) {
	all, err := v.Decisions(ctx, "")
	out := map[string]ledger.Decision{}
	for _, d := range all {
		if !d.Undone && (d.Verb == ledger.Same || d.Verb == ledger.Differs) {
			out[d.Subject] = d
		}
	}
	return out, err
}

func standing(ctx context.Context, v *ledger.View, c Candidate, decisions map[string]ledger.Decision) (Standing, error) {
	s := Standing{Candidate: c, State: Undecided, Level: watchlist.Low, Reports: []Meeting{}}
	if d, ok := decisions[c.Subject]; ok {
		s.Decision, s.Since = &d, d.Value != entryHash(&c.Entry)
		s.State = NotSame
		if d.Verb == ledger.Same {
			s.State = IsSame
		}
	}
	found, err := v.FactsWith(ctx, FactScreened, []string{c.Subject}, 100000)
	if err != nil {
		return s, err
	}
	for _, f := range found {
		var x Screened
		if err := json.Unmarshal(f.Body, &x); err != nil {
			return s, err
		}
		for _, n := range x.Names {
			i := slices.IndexFunc(n.Candidates, func(w Weighed) bool { return w.Subject == c.Subject })
			if i < 0 {
				continue
			}
			m, err := meeting(ctx, v, f.Key, n)
			if err != nil {
				return s, err
			}
			m.Weighed = n.Candidates[i].Weighed
			if m.Weighed.Level == watchlist.Possible {
				s.Level = watchlist.Possible
			} else if s.Why == "" {
				s.Why = m.Weighed.Why
			}
			s.Reports = append(s.Reports, m)
		}
	}
	if s.Level == watchlist.Possible {
		s.Why = ""
	}
	slices.SortStableFunc(s.Reports, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Date, "9999"), cmp.Or(b.Date, "9999")), cmp.Compare(a.Report, b.Report))
	})
	return s, nil
}

func meeting(ctx context.Context, v *ledger.View, id string, n Named) (Meeting, error) {
	r, err := v.Reading(ctx, id)
	if err != nil {
		return Meeting{}, err
	}
	m := Meeting{Report: id, Outlet: r.Report.Outlet, URL: r.Report.URL, Date: r.Report.Published.EDTF, Name: n.Name, Origins: []string{}, Stories: []string{}, Ties: Tied(r, n.Entity)}
	for _, e := range r.Entities {
		if e.ID == n.Entity && len(e.Mentions) > 0 {
			m.Span, m.Quote = e.Mentions[0], entity.Quote(r, e.Mentions[0])
		}
	}
	f, err := v.Fact(ctx, FactRelated, id)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
	case err != nil:
		return m, err
	default:
		var rel Related
		if err := json.Unmarshal(f.Body, &rel); err != nil {
			return m, err
		}
		m.Origins, m.Stories = rel.Origins, rel.Stories
	}
	return m, nil
}

// ScreenedOf is what screening made of the names of a report, empty where it
// was not screened.
func ScreenedOf(ctx context.Context, v *ledger.View, report string) (s Screened, err error) {
	f, err := v.Fact(ctx, FactScreened, report)
	if errors.Is(err, ledger.ErrNotFound) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(f.Body, &s)
	}
	return s, err
}

// StateOf is the state of a candidate by its Subject.
func StateOf(ctx context.Context, v *ledger.View, subject string) (string, error) {
	all, err := v.Decisions(ctx, subject)
	state := Undecided
	for _, d := range all {
		switch {
		case d.Undone:
		case d.Verb == ledger.Same:
			state = IsSame
		case d.Verb == ledger.Differs:
			state = NotSame
		}
	}
	return state, err
}
