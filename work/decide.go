package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sfomuseum/go-edtf/parser"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// Decide records what a person decided and brings what follows from it up to
// date.
func Decide(ctx context.Context, l *ledger.Ledger, d ledger.Decision) (ledger.Decision, error) {
	err := l.Append(ctx, func(t *ledger.Tx) (err error) {
		d, err = t.Decide(ctx, d)
		return err
	})
	if err != nil {
		return d, err
	}
	return d, NewRelator(l).Pass(ctx)
}

// Subject is what a person names: a link by its id or key, a report by the
// beginning of its id, a claim as REPORT/CLAIM. The answer is the form in which
// decisions name it. Errors wrap ledger.ErrNotFound or ledger.ErrInput.
func Subject(ctx context.Context, v *ledger.View, s string) (string, error) {
	if strings.Contains(s, " ") {
		_, err := v.Fact(ctx, FactLink, s)
		return s, err
	}
	if strings.HasPrefix(s, "l") {
		l, err := linkOf(ctx, v, s)
		if err != nil {
			return "", err
		}
		return l.Key(), nil
	}
	prefix, claim, isClaim := strings.Cut(s, "/")
	id, err := v.Resolve(ctx, prefix)
	if err != nil || !isClaim {
		return id, err
	}
	r, err := v.Reading(ctx, id)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(r.Claims, func(c reading.Claim) bool { return c.ID == claim }) {
		return "", fmt.Errorf("claim %s of report %s: %w", claim, id, ledger.ErrNotFound)
	}
	return id + "/" + claim, nil
}

func linkOf(ctx context.Context, v *ledger.View, id string) (l story.Link, err error) {
	found, err := v.FactsWith(ctx, FactLink, []string{id}, 1)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("link %s: %w", id, ledger.ErrNotFound)
	}
	if err == nil {
		err = json.Unmarshal(found[0].Body, &l)
	}
	return l, err
}

// Losses is what a withdrawal does to everything in the ledger: claims that
// fall, weaken or perhaps come from it, in all reports, and the forecasts among
// those that fall.
func Losses(ctx context.Context, v *ledger.View, w story.Withdrawn, now time.Time) (story.Loss, []story.Forecast, error) {
	all := story.Loss{Falls: []story.Effect{}, Weakens: []story.Effect{}, Perhaps: []story.Effect{}}
	forecasts := []story.Forecast{}
	fallen := map[string]bool{}
	hit, err := withdrawn(ctx, v, w)
	if err != nil {
		return all, nil, err
	}
	s := newShelf(ctx, v, nil)
	kin := s.share
	links := map[string]story.Link{}
	for _, id := range hit {
		r, err := v.Reading(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue // it was not read
		}
		if err != nil {
			return all, nil, err
		}
		falls := w.Falls(r, kin)
		if len(falls) == 0 {
			continue
		}
		one := w.LossOf(r, kin)
		all.Falls, all.Weakens, all.Perhaps = append(all.Falls, one.Falls...), append(all.Weakens, one.Weakens...), append(all.Perhaps, one.Perhaps...)
		for claim := range falls {
			fallen[r.Report.ID+"/"+claim] = true
		}
		for _, f := range story.Forecasts(r, now) {
			if falls[f.Claim] != "" {
				forecasts = append(forecasts, f)
			}
		}
		of, err := LinksOf(ctx, v, id)
		if err != nil {
			return all, nil, err
		}
		for _, l := range of {
			links[l.Key()] = l
		}
	}
	for _, key := range slices.Sorted(maps.Keys(links)) {
		l := links[key]
		if l.State == story.Rejected || l.Kind != story.Repeats && l.Kind != story.Corroborates {
			continue
		}
		from, to := l.From+"/"+l.Claim, l.To+"/"+l.ToClaim
		for _, x := range [...][2]string{{from, to}, {to, from}} {
			if fallen[x[0]] && !fallen[x[1]] {
				id, claim, _ := strings.Cut(x[1], "/")
				text, err := wordsOf(ctx, v, id, claim)
				if err != nil {
					return all, nil, err
				}
				all.Weakens = append(all.Weakens, story.Effect{Report: id, Claim: claim, Text: text, Why: "it " + string(l.Kind) + " " + x[0] + ", which falls"})
			}
		}
	}
	return all, forecasts, s.err
}

// wordsOf are the words of a claim, none where it is not to be seen.
func wordsOf(ctx context.Context, v *ledger.View, report, claim string) (string, error) {
	r, err := v.Reading(ctx, report)
	if errors.Is(err, ledger.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	for _, c := range r.Claims {
		if c.ID == claim {
			return c.Span.Of(r.Text), nil
		}
	}
	return "", nil
}

// Links are the links in the ledger, by their keys.
func Links(ctx context.Context, v *ledger.View) func(yield func(story.Link, error) bool) {
	return func(yield func(story.Link, error) bool) {
		for f, err := range v.Facts(ctx, FactLink) {
			var l story.Link
			if err == nil {
				err = json.Unmarshal(f.Body, &l)
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

// Forecasts are the forecasts of all reports as they stand on the day of now,
// with people's answers, those due first.
func Forecasts(ctx context.Context, v *ledger.View, now time.Time) ([]story.Forecast, error) {
	return new(Outlook).Forecasts(ctx, v, now)
}

// Retimed is a time that another date of publication changed.
type Retimed struct {
	Words  string `json:"words"`
	Before string `json:"before"` // EDTF
	After  string `json:"after"`
}

// Redate records a report's date of publication, reads the report again under
// it and is every time that hung on the date.
func (q *Queue) Redate(ctx context.Context, id, edtf, why, by string) (ledger.Decision, []Retimed, error) {
	d := ledger.Decision{Verb: ledger.Date, Subject: id, Value: edtf, Why: why, By: by}
	if err := Dated(edtf); err != nil {
		return d, nil, err
	}
	return q.redate(ctx, d, id)
}

// Dated tells whether s is a date that a report may have. Errors wrap
// ledger.ErrInput.
func Dated(s string) error {
	if s == "" { // an EDTF string for "unknown"; an empty cell is no decision
		return fmt.Errorf("date %q: %w: want an EDTF date such as 2024-03-13", s, ledger.ErrInput)
	}
	if _, err := parser.ParseString(s); err != nil {
		return fmt.Errorf("date %q: %w: want an EDTF date such as 2024-03-13: %w", s, ledger.ErrInput, err)
	}
	return nil
}

// Undo takes a decision back. When it was about a report's date, the report is
// read again, and the times that changed are told.
func (q *Queue) Undo(ctx context.Context, id, why, by string) (ledger.Decision, []Retimed, error) {
	d := ledger.Decision{Verb: ledger.Undo, Subject: id, Object: id, Why: why, By: by}
	var dated string
	err := q.ledger.View(ctx, func(v *ledger.View) error {
		all, err := v.Decisions(ctx, "")
		for _, x := range all {
			if x.ID == id && x.Verb == ledger.Date {
				dated = x.Subject
			}
		}
		return err
	})
	if err != nil {
		return d, nil, err
	}
	if dated == "" {
		d, err = Decide(ctx, q.ledger, d)
		return d, nil, err
	}
	return q.redate(ctx, d, dated)
}

func (q *Queue) redate(ctx context.Context, d ledger.Decision, id string) (ledger.Decision, []Retimed, error) {
	before, err := q.times(ctx, id)
	if err != nil {
		return d, nil, err
	}
	err = q.ledger.Append(ctx, func(t *ledger.Tx) (err error) {
		d, err = t.Decide(ctx, d)
		return err
	})
	if err != nil {
		return d, nil, err
	}
	if err := q.Reread(ctx, []string{id}, 1); err != nil {
		return d, nil, err
	}
	if err := q.Drain(ctx); err != nil {
		return d, nil, err
	}
	after, err := q.times(ctx, id)
	if err != nil {
		return d, nil, err
	}
	var changed []Retimed
	for i, t := range after {
		j := slices.IndexFunc(before, func(x reading.Time) bool { return x.Span == t.Span })
		switch {
		case j < 0:
			changed = append(changed, Retimed{Words: t.Value, After: t.EDTF})
		case before[j].EDTF != t.EDTF:
			changed = append(changed, Retimed{Words: t.Value, Before: before[j].EDTF, After: after[i].EDTF})
		}
	}
	return d, changed, nil
}

// times are those of a report's current reading, with the words as Value.
func (q *Queue) times(ctx context.Context, id string) (out []reading.Time, err error) {
	err = q.ledger.View(ctx, func(v *ledger.View) error {
		r, err := v.Reading(ctx, id)
		if err != nil {
			return err
		}
		for _, t := range r.Times {
			t.Value = t.Span.Of(r.Text)
			out = append(out, t)
		}
		return nil
	})
	return out, err
}

// ForecastOf is one claim's forecast as it stands on the day of now, nil when
// the claim is none.
func ForecastOf(ctx context.Context, v *ledger.View, r *reading.Reading, claim string, now time.Time) (*story.Forecast, error) {
	for _, f := range story.Forecasts(r, now) {
		if f.Claim != claim {
			continue
		}
		decisions, err := v.Decisions(ctx, f.Report+"/"+f.Claim)
		for _, d := range decisions {
			if d.Verb == ledger.Answer && !d.Undone {
				f.Answered(story.Outcome(d.Value), answer(d))
			}
		}
		return &f, errors.Join(err, Consider(ctx, v, &f))
	}
	return nil, nil
}

// Consider notes beside a forecast which links propose what became of it.
func Consider(ctx context.Context, v *ledger.View, f *story.Forecast) error {
	links, err := LinksOf(ctx, v, f.Report)
	f.Consider(links)
	return err
}

// Foretold is the form in which decisions name a claim of which one may say what
// came. Errors wrap ledger.ErrNotFound, or ledger.ErrInput where the claim
// foretells nothing.
func Foretold(ctx context.Context, v *ledger.View, named string, now time.Time) (string, error) {
	subject, err := Subject(ctx, v, named)
	if err != nil {
		return "", err
	}
	id, claim, _ := strings.Cut(subject, "/")
	if claim == "" {
		return "", fmt.Errorf("%s: %w: say which of its claims, REPORT/CLAIM", named, ledger.ErrInput)
	}
	r, err := v.Reading(ctx, id)
	if err != nil {
		return "", err
	}
	f, err := ForecastOf(ctx, v, r, claim, now)
	if err == nil && f == nil {
		err = fmt.Errorf("%s: %w: the claim foretells, plans and orders nothing, so nothing can come of it; sayso due --all lists those that do", named, ledger.ErrInput)
	}
	return subject, err
}

func answer(d ledger.Decision) string {
	if d.Why == "" {
		return "answered by " + d.By
	}
	return "answered by " + d.By + ": " + d.Why
}

// Withdrawable is what a person names to withdraw: a report or a claim where
// it is the id of one, else a voice by its name. A voice that is described
// rather than named is one of some report: where reports of several origins have
// such a voice, NAME@REPORT says whose. Errors wrap ledger.ErrNotFound where
// nobody of that name speaks, ledger.ErrInput where it is open who is meant.
func Withdrawable(ctx context.Context, v *ledger.View, s string) (story.Withdrawn, error) {
	if subject, err := Subject(ctx, v, s); err == nil && !strings.Contains(subject, " ") {
		return story.ParseWithdrawn(subject), nil
	}
	w := story.ParseWithdrawn("voice:" + strings.TrimPrefix(s, "voice:"))
	if w.Report != "" {
		id, err := v.Resolve(ctx, w.Report)
		w.Report = id
		return w, err
	}
	hit, err := Voiced(ctx, v, w.Voice)
	if err != nil {
		return w, err
	}
	kin := newShelf(ctx, v, nil).share
	var apart []string // reports of different origins
	for _, id := range hit {
		r, err := v.Reading(ctx, id)
		if err != nil {
			return w, err
		}
		if len(w.Falls(r, kin)) == 0 {
			continue
		}
		if story.Known(r, w.Voice) {
			return w, nil
		}
		if id := r.Report.ID; !slices.ContainsFunc(apart, func(x string) bool { return kin(x, id) }) {
			apart = append(apart, id)
		}
	}
	switch len(apart) {
	case 0:
		err := fmt.Errorf("%q: %w: no report, claim or voice of that name", s, ledger.ErrNotFound)
		like, failed := voicesLike(ctx, v, w.Voice)
		if failed != nil {
			return w, failed
		}
		if len(like) > 0 {
			err = fmt.Errorf("%w; there is %s", err, strings.Join(like, ", "))
		}
		return w, err
	case 1:
		w.Report = apart[0]
		return w, nil
	}
	for i := range apart {
		apart[i] = w.Voice + "@" + apart[i][:8]
	}
	return w, fmt.Errorf("%q: %w: reports of %d origins have such a voice; say whose: %s", s, ledger.ErrInput, len(apart), strings.Join(apart, ", "))
}

// voicesLike are the names of up to five voices that hold the words of one.
func voicesLike(ctx context.Context, v *ledger.View, voice string) (like []string, err error) {
	for r, err := range v.Readings(ctx) {
		if err != nil {
			return nil, err
		}
		for _, n := range story.VoicesLike(r, voice) {
			if n = strconv.Quote(n); !slices.Contains(like, n) {
				if like = append(like, n); len(like) == 5 {
					return like, nil
				}
			}
		}
	}
	return like, nil
}

// Rate records an Admiralty mark: a letter for the source of a report, a digit
// for a claim. Digit 1 says that independent sources confirm a claim and is
// refused where fewer than two independent origins are proposed. Errors wrap
// ledger.ErrInput or ledger.ErrNotFound.
func Rate(ctx context.Context, l *ledger.Ledger, named, mark, why, by string) (ledger.Decision, error) {
	var d ledger.Decision
	err := l.View(ctx, func(v *ledger.View) (err error) {
		d, err = Rating(ctx, v, named, mark, why, by)
		return err
	})
	if err != nil {
		return d, err
	}
	err = l.Append(ctx, func(t *ledger.Tx) (err error) {
		d, err = t.Decide(ctx, d)
		return err
	})
	return d, err
}

// Rating is the decision that Rate records.
func Rating(ctx context.Context, v *ledger.View, named, mark, why, by string) (ledger.Decision, error) {
	d := ledger.Decision{Verb: ledger.Rate, Value: strings.ToUpper(mark), Why: why, By: by}
	var err error
	if d.Subject, err = Subject(ctx, v, named); err != nil {
		return d, err
	}
	switch {
	case isClaim(d.Subject) && len(mark) == 1 && mark >= "2" && mark <= "6":
	case isClaim(d.Subject) && mark == "1":
		f, err := v.Fact(ctx, ledger.FactStanding, d.Subject)
		var s story.Standing
		if err == nil {
			err = json.Unmarshal(f.Body, &s)
		}
		if err != nil || s.Origins < 2 {
			return d, fmt.Errorf("%w: digit 1 takes two independent origins, and %s has not two", ledger.ErrInput, named)
		}
	case !isClaim(d.Subject) && !strings.Contains(d.Subject, " ") && len(mark) == 1 && d.Value >= "A" && d.Value <= "F":
	default:
		return d, fmt.Errorf("mark %q of %s: %w: a report takes A to F, a claim 1 to 6", mark, named, ledger.ErrInput)
	}
	return d, nil
}
