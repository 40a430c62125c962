package sheet

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// ClaimSheet is a claim with all that bears on it. Standing is nil where no
// other report is known to bear on it, Forecast where it is none.
type ClaimSheet struct {
	Report    string            `json:"report"`
	Why       string            `json:"why"` // one sentence, as Why tells it
	Text      string            `json:"text"`
	Claim     reading.Claim     `json:"claim"`
	Standing  *story.Standing   `json:"standing"`
	Forecast  *story.Forecast   `json:"forecast"`
	Links     []FarLink         `json:"links"`
	Decisions []ledger.Decision `json:"decisions"`
	Sentence  string            `json:"-"` // in which the claim stands, its words marked
	Details   []string          `json:"-"` // zone, time, numbers, premises, condition and hedges in words
}

// FarLink is a link with its id and the claim at its other end.
type FarLink struct {
	ID string `json:"id"`
	story.Link
	Far      string `json:"far"` // report
	FarClaim string `json:"far_claim"`
	FarText  string `json:"far_text"`
}

// ClaimOf gathers what bears on a claim of a report's current reading. Errors
// wrap ledger.ErrNotFound or ErrNoClaim.
func ClaimOf(ctx context.Context, v *ledger.View, id, claim string, now time.Time) (*ClaimSheet, error) {
	r, err := v.Reading(ctx, id)
	if err != nil {
		return nil, err
	}
	s := &ClaimSheet{Report: id, Links: []FarLink{}, Decisions: []ledger.Decision{}, Text: words(r, claim)}
	for _, c := range r.Claims {
		if c.ID == claim {
			s.Claim = c
			s.Sentence = InContext(r, c.Span)
			s.Details = (&page{pen: pen{plain: true}, r: r, index: indexOf(r)}).details(c)
		}
	}
	if s.Why, err = Why(r, claim); err != nil {
		return nil, err
	}
	f, err := v.Fact(ctx, ledger.FactStanding, id+"/"+claim)
	if err == nil {
		err = json.Unmarshal(f.Body, &s.Standing)
	}
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return nil, err
	}
	links, err := work.LinksOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		far := FarLink{ID: l.ID(), Link: l}
		switch {
		case l.From == id && l.Claim == claim:
			far.Far, far.FarClaim = l.To, l.ToClaim
		case l.To == id && l.ToClaim == claim:
			far.Far, far.FarClaim = l.From, l.Claim
		default:
			continue
		}
		q, err := v.Reading(ctx, far.Far)
		if err != nil {
			return nil, err
		}
		far.FarText = words(q, far.FarClaim)
		s.Links = append(s.Links, far)
	}
	all, err := v.Decisions(ctx, id+"/"+claim)
	s.Decisions = append(s.Decisions, all...)
	if err != nil {
		return nil, err
	}
	s.Forecast, err = work.ForecastOf(ctx, v, r, claim, now)
	return s, err
}

// Phrase tells of the link as of the claim at its near end: "denies", or
// "denied by" where the link points at it.
func (l *FarLink) Phrase() string {
	kind := strings.ReplaceAll(string(l.Kind), "_", " ")
	if l.From != l.Far || l.Claim != l.FarClaim {
		return kind
	}
	switch l.Kind {
	case story.Repeats:
		return "repeated by"
	case story.Denies:
		return "denied by"
	case story.DistinctFrom:
		return "told apart by"
	case story.Contradicts, story.Retracts:
		return strings.TrimSuffix(kind, "s") + "ed by"
	}
	return strings.TrimSuffix(kind, "s") + "d by"
}

func words(r *reading.Reading, claim string) string {
	for _, c := range r.Claims {
		if c.ID == claim {
			return c.Span.Of(r.Text)
		}
	}
	return ""
}
