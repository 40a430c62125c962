package export

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// Review is what a person decided about a claim. Verb is "confirm", "reject",
// "withdraw" or "edit"; Claim is the id of a claim or of a voice, empty where the
// whole report is meant.
type Review struct {
	Claim string    `json:"claim"`
	Verb  string    `json:"verb"`
	Value string    `json:"value,omitempty"`
	Why   string    `json:"why,omitempty"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
}

// Effects are what a withdrawal can do to a claim, the gravest first, as
// story.Loss tells them apart.
var Effects = [...]string{"falls", "weakens", "perhaps"}

// Loss is what withdrawals do to a claim; Effect is one of Effects.
type Loss struct {
	Claim  string `json:"claim"`
	Effect string `json:"effect"`
	Why    string `json:"why"`
}

// Review is the newest decision about a claim, a voice it comes through, or its
// report, nil where no person decided.
func (e *Entry) Review(c *reading.Claim) *Review {
	if e.Known == nil {
		return nil
	}
	var last *Review
	for i := range e.Known.Reviews {
		r := &e.Known.Reviews[i]
		if r.Claim == c.ID || r.Claim == "" || slices.ContainsFunc(c.Sources, func(l reading.Link) bool { return l.Voice == r.Claim }) {
			last = r
		}
	}
	return last
}

// Loss is what withdrawals do to a claim, nil where they do nothing.
func (e *Entry) Loss(claim string) *Loss {
	if e.Known == nil {
		return nil
	}
	for i := range e.Known.Losses {
		if l := &e.Known.Losses[i]; l.Claim == claim {
			return l
		}
	}
	return nil
}

// decisions are those of a ledger that stand and are about reports.
type decisions struct {
	about     map[string][]Review // by report
	withdrawn []withdrawal
	kin       func(a, b string) bool
}

type weighed struct {
	Loss
	weight int
}

type withdrawal struct {
	what story.Withdrawn
	by   Review
}

func decisionsOf(ctx context.Context, v *ledger.View) (*decisions, error) {
	all, err := v.Decisions(ctx, "")
	if err != nil {
		return nil, err
	}
	out := &decisions{about: map[string][]Review{}}
	for _, d := range all {
		if d.Undone {
			continue
		}
		r := Review{"", string(d.Verb), d.Value, d.Why, d.By, d.At.UTC()}
		switch d.Verb {
		case ledger.Withdraw:
			out.withdrawn = append(out.withdrawn, withdrawal{story.ParseWithdrawn(d.Subject), r})
		case ledger.Confirm, ledger.Reject, ledger.Edit:
			id, part, _ := strings.Cut(d.Subject, "/")
			r.Claim = part
			out.about[id] = append(out.about[id], r)
		}
	}
	if len(out.withdrawn) > 0 {
		out.kin, err = kinship(ctx, v)
	}
	return out, err
}

// kinship tells whether two reports share an origin.
func kinship(ctx context.Context, v *ledger.View) (func(a, b string) bool, error) {
	of := map[string][]string{}
	for f, err := range v.Facts(ctx, FactRelated) {
		var r struct{ Origins []string }
		if err == nil {
			err = json.Unmarshal(f.Body, &r)
		}
		if err != nil {
			return nil, err
		}
		of[f.Key] = r.Origins
	}
	return func(a, b string) bool {
		return slices.ContainsFunc(of[a], func(o string) bool { return slices.Contains(of[b], o) })
	}, nil
}

// of are the decisions about a report, its claims and its voices, and what the
// withdrawals among them do to its other claims.
func (d *decisions) of(r *reading.Reading) ([]Review, []Loss) {
	reviews := slices.Clone(d.about[r.Report.ID])
	worst := map[string]weighed{}
	for _, w := range d.withdrawn {
		loss := w.what.LossOf(r, d.kin)
		if len(loss.Falls) == 0 {
			continue
		}
		for _, about := range named(w.what, r) {
			by := w.by
			by.Claim = about
			reviews = append(reviews, by)
		}
		for i, effects := range [][]story.Effect{loss.Falls, loss.Weakens, loss.Perhaps} {
			for _, e := range effects {
				if had, ok := worst[e.Claim]; !ok || i < had.weight {
					worst[e.Claim] = weighed{Loss{e.Claim, Effects[i], e.Why}, i}
				}
			}
		}
	}
	slices.SortStableFunc(reviews, func(a, b Review) int { return a.At.Compare(b.At) })
	reviews = slices.CompactFunc(reviews, func(a, b Review) bool { return a == b })
	var losses []Loss
	for i := range r.Claims {
		if l, ok := worst[r.Claims[i].ID]; ok {
			losses = append(losses, l.Loss)
		}
	}
	return reviews, losses
}

// named are the parts of a reading that a withdrawal names: the id of a claim,
// those of voices, or "" for the whole report.
func named(w story.Withdrawn, r *reading.Reading) []string {
	switch {
	case w.Voice == "" && w.Claim != "":
		return []string{w.Claim}
	case w.Voice == "" || strings.EqualFold(w.Voice, r.Report.Outlet):
		return []string{""}
	}
	var out []string
	for _, v := range r.Voices {
		if strings.EqualFold(v.Name, w.Voice) {
			out = append(out, v.ID)
		}
	}
	return out
}
