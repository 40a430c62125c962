package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// Sealing is the decision that what comes from a report or a voice is shown to
// some people alone: those named, and who seals. A voice that is named is sealed
// wherever its name stands; one that is described, as Withdrawable has it,
// within its origin. Errors wrap ledger.ErrInput or ledger.ErrNotFound.
func Sealing(ctx context.Context, v *ledger.View, named string, people []string, why, by string) (ledger.Decision, error) {
	d := ledger.Decision{Verb: ledger.Seal, Why: why, By: by}
	for _, p := range people {
		if p == "" || strings.Contains(p, ",") {
			return d, fmt.Errorf("seal for %q: %w: name accounts, one by one", p, ledger.ErrInput)
		}
	}
	if !slices.Contains(people, by) {
		people = append(slices.Clone(people), by)
	}
	d.Value = strings.Join(people, ",")
	w, err := Withdrawable(ctx, v, named)
	if err == nil && w.Claim != "" {
		err = fmt.Errorf("%s: %w: a claim cannot be sealed alone, its report's text would tell it: seal the report or the voice", named, ledger.ErrInput)
	}
	d.Subject = w.String()
	return d, err
}

// Seals keeps account of which reports are sealed to whom. It is safe for
// concurrent use.
type Seals struct {
	mu    sync.Mutex
	next  int64 // the first record not looked at
	seals []sealed
	veils map[string]*ledger.Veil // by person
}

type sealed struct {
	story.Withdrawn
	id      string // of the decision
	people  []string
	named   bool // the voice is known by its name
	reports map[string]bool
}

// Veil is what a person is not shown in the state of a view; nobody in
// particular is "".
func (s *Seals) Veil(ctx context.Context, v *ledger.View, person string) (*ledger.Veil, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.look(ctx, v); err != nil {
		return nil, err
	}
	veil := s.veils[person]
	if veil == nil {
		veil = s.veil(person)
		s.veils[person] = veil
	}
	return veil, nil
}

func (s *Seals) veil(person string) *ledger.Veil {
	veil := &ledger.Veil{Reports: map[string]bool{}}
	var names []string
	for _, x := range s.seals {
		if person != "" && slices.Contains(x.people, person) {
			continue
		}
		veil.ID += x.id + " "
		maps.Copy(veil.Reports, x.reports)
		if x.Voice != "" {
			names = append(names, x.Voice)
		} else {
			veil.Reports[x.Report] = true
		}
	}
	if len(names) > 0 {
		veil.Subject = func(subject string) bool { return ledger.Naming(names, subject) }
	}
	veil.Fact = func(f ledger.Fact) (ledger.Fact, bool) { return unveiled(veil, f) }
	return veil
}

// look goes through the records since the last look.
func (s *Seals) look(ctx context.Context, v *ledger.View) error {
	size, err := v.Size(ctx)
	if err != nil || size <= s.next && s.veils != nil {
		return err
	}
	if s.veils == nil {
		return s.all(ctx, v, size)
	}
	touched := map[string]bool{}
	for rec, err := range v.Records(ctx, s.next) {
		if err != nil {
			return err
		}
		switch rec.Kind {
		case ledger.KindDecision:
			var d ledger.Decision
			if err := json.Unmarshal(rec.Body, &d); err != nil {
				return err
			}
			if d.Verb == ledger.Seal || d.Verb == ledger.Undo {
				return s.all(ctx, v, size)
			}
		case ledger.KindReport, ledger.KindReading:
			touched[rec.Key] = true
		case ledger.KindFacts:
			if len(s.seals) == 0 {
				continue
			}
			var facts []ledger.Fact
			if err := json.Unmarshal(rec.Body, &facts); err != nil {
				return err
			}
			for _, f := range facts {
				if f.Kind == FactRelated {
					touched[f.Key] = true
				}
			}
		}
	}
	if len(s.seals) > 0 && len(touched) > 0 {
		for i := range s.seals {
			if x := &s.seals[i]; x.Voice != "" && touched[x.Report] {
				return s.all(ctx, v, size) // its origin may have become another
			}
		}
		for id := range touched {
			if err := s.weigh(ctx, v, id); err != nil {
				return err
			}
		}
		s.veils = map[string]*ledger.Veil{}
	}
	s.next = size
	return nil
}

// all begins anew with every decision and report.
func (s *Seals) all(ctx context.Context, v *ledger.View, size int64) error {
	decisions, err := v.Decisions(ctx, "")
	if err != nil {
		return err
	}
	s.seals = nil
	for _, d := range decisions {
		if d.Verb == ledger.Seal && !d.Undone {
			s.seals = append(s.seals, sealed{id: d.ID, Withdrawn: story.ParseWithdrawn(d.Subject), people: strings.Split(d.Value, ","), reports: map[string]bool{}})
		}
	}
	for i := range s.seals {
		x := &s.seals[i]
		x.named = x.Voice != "" && x.Report == ""
	}
	if len(s.seals) > 0 {
		for i, err := range v.Reports(ctx) {
			if err == nil {
				err = s.weigh(ctx, v, i.ID)
			}
			if err != nil {
				return err
			}
		}
	}
	s.next, s.veils = size, map[string]*ledger.Veil{}
	return nil
}

// weigh finds out which seals are on a report.
func (s *Seals) weigh(ctx context.Context, v *ledger.View, id string) error {
	i, err := v.Report(ctx, id)
	if err != nil {
		return err
	}
	text, err := v.Text(ctx, id)
	if err != nil {
		return err
	}
	for n := range s.seals {
		x := &s.seals[n]
		hit := false
		switch {
		case x.Voice == "":
			hit = x.Report == id
		case x.named:
			hit = ledger.Naming([]string{x.Voice}, strings.Join(append([]string{text, i.Title, i.Outlet, i.URL}, i.Byline...), "\n"))
			if !hit && i.Reader != "" {
				hit, err = speaks(ctx, v, id, x.Voice)
			}
		default:
			hit, err = x.within(ctx, v, i)
		}
		if err != nil {
			return err
		}
		if hit {
			x.reports[id] = true
		} else {
			delete(x.reports, id)
		}
	}
	return nil
}

// within tells whether a report has the described voice and shares its origin,
// or is not yet known not to.
func (x *sealed) within(ctx context.Context, v *ledger.View, i ledger.ReportInfo) (bool, error) {
	if i.ID == x.Report || i.Reader == "" {
		return true, nil
	}
	has, err := speaks(ctx, v, i.ID, x.Voice)
	if err != nil || !has {
		return false, err
	}
	of := func(id string) (Related, bool, error) {
		var r Related
		f, err := v.Fact(ctx, FactRelated, id)
		if errors.Is(err, ledger.ErrNotFound) {
			return r, false, nil
		}
		if err == nil {
			err = json.Unmarshal(f.Body, &r)
		}
		return r, true, err
	}
	theirs, known, err := of(i.ID)
	if err != nil || !known {
		return true, err
	}
	ours, _, err := of(x.Report)
	return slices.ContainsFunc(ours.Origins, func(o string) bool { return slices.Contains(theirs.Origins, o) }), err
}

func speaks(ctx context.Context, v *ledger.View, id, voice string) (bool, error) {
	r, err := v.Reading(ctx, id)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(r.Voices, func(x reading.Voice) bool { return ledger.Voiced([]string{voice}, x.Name) }), nil
}

// Sealed stands where a reason would tell of sealed reports.
const Sealed = "some of the reports that it rests on are sealed"

// unveiled is a fact without the reports that are hidden.
func unveiled(veil *ledger.Veil, f ledger.Fact) (ledger.Fact, bool) {
	if veil.Names(f.Key) {
		return f, false
	}
	if !veil.Names(string(f.Body)) {
		return f, true
	}
	take := func(ids []string) []string {
		return slices.DeleteFunc(ids, func(id string) bool { return veil.Reports[id] })
	}
	with := func(body any, ok bool) (ledger.Fact, bool) {
		b, err := json.Marshal(body)
		f.Body = b
		return f, ok && err == nil
	}
	switch f.Kind {
	case ledger.FactStanding:
		var s story.Standing
		if json.Unmarshal(f.Body, &s) != nil {
			return f, false
		}
		s.Reports, s.Why = take(s.Reports), Sealed
		return with(s, true)
	case FactOrigin:
		var o story.Origin
		if json.Unmarshal(f.Body, &o) != nil {
			return f, false
		}
		o.Reports, o.Root, o.Evidence = take(o.Reports), "", []story.Evidence{{Kind: "sealed", Why: Sealed}}
		return with(o, len(o.Reports) > 0)
	case FactStory:
		var s story.Story
		if json.Unmarshal(f.Body, &s) != nil {
			return f, false
		}
		if s.Reports = take(s.Reports); len(s.Reports) > 0 && veil.Reports[s.First] {
			s.First = s.Reports[0]
		}
		return with(s, len(s.Reports) > 0)
	}
	return f, false
}
