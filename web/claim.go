package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// chained is a voice in the chain of a claim, the outlet first.
type chained struct {
	Name, Kind, Cue string
	Unnamed         bool
}

// handLink is a link that a person drew by hand.
type handLink struct {
	ledger.Decision
	Phrase, Far, Text string // Far is REPORT/CLAIM
}

func (s *Server) claim(r *http.Request) (string, any, error) {
	var data struct {
		*sheet.ClaimSheet
		Info             ledger.ReportInfo
		Chain            []chained
		Quote            []stretch
		Premises         []premise
		Quantities       []reading.Quantity
		Words            []string // Quantities in words
		Hedges           []string
		Arguments        []argued
		Edits            []ledger.Decision
		ByHand           []handLink
		Previous, Next   string
		Statuses         []string
		Certainties      []reading.Factuality
		Kinds            []story.LinkKind
		Supports, Denied []ledger.ReportInfo
	}
	ctx := r.Context()
	data.Statuses, data.Certainties, data.Kinds = statuses, certainties, linkKinds
	err := s.view(r, func(v *ledger.View) error {
		id, err := v.Resolve(ctx, r.PathValue("id"))
		if err != nil {
			return err
		}
		subject, err := work.Subject(ctx, v, id+"/"+r.PathValue("claim"))
		if err != nil {
			return err
		}
		_, claim, _ := strings.Cut(subject, "/")
		if data.ClaimSheet, err = sheet.ClaimOf(ctx, v, id, claim, s.now()); err != nil {
			return err
		}
		if data.Info, err = v.Report(ctx, id); err != nil {
			return err
		}
		read, err := v.Reading(ctx, id)
		if err != nil {
			return err
		}
		c := &data.ClaimSheet.Claim
		data.Chain, data.Quote = chainOf(read, c), quoteOf(read, c)
		for _, p := range c.Basis.Premises {
			data.Premises = append(data.Premises, premise{p, wordsOf(read, p)})
		}
		for _, q := range read.Quantities {
			if slices.Contains(c.Quantities, q.ID) {
				data.Words = append(data.Words, sheet.Quantity(q))
			}
		}
		for _, h := range c.Hedges {
			data.Hedges = append(data.Hedges, h.Of(read.Text))
		}
		for _, a := range c.Arguments {
			one := argued{Role: a.Role, Words: a.Span.Of(read.Text)}
			for _, e := range read.Entities {
				if e.ID == a.Entity {
					one.Entity = e.Name
				}
			}
			data.Arguments = append(data.Arguments, one)
		}
		i := slices.IndexFunc(read.Claims, func(x reading.Claim) bool { return x.ID == claim })
		if i > 0 {
			data.Previous = read.Claims[i-1].ID
		}
		if i+1 < len(read.Claims) {
			data.Next = read.Claims[i+1].ID
		}
		for _, d := range data.Decisions {
			if d.Verb == ledger.Edit && !d.Undone {
				data.Edits = append(data.Edits, d)
			}
		}
		data.ByHand, err = handLinks(ctx, v, subject)
		return err
	})
	return "claim", data, err
}

type premise struct{ ID, Text string }

type argued struct{ Role, Words, Entity string }

func wordsOf(r *reading.Reading, claim string) string {
	for _, c := range r.Claims {
		if c.ID == claim {
			return c.Span.Of(r.Text)
		}
	}
	return ""
}

// chainOf is on whose say-so a claim stands, the outlet first.
func chainOf(r *reading.Reading, c *reading.Claim) []chained {
	out := []chained{{Name: cmp.Or(r.Report.Outlet, "the report"), Kind: "outlet", Unnamed: r.Report.Outlet == ""}}
	for _, l := range c.Sources {
		one := chained{Name: "somebody unnamed", Kind: "unnamed", Unnamed: true}
		for _, x := range r.Voices {
			if x.ID == l.Voice {
				one.Kind = x.Kind
				if x.Name != "" {
					one.Name, one.Unnamed = x.Name, false
				}
			}
		}
		for _, a := range r.Attributions {
			if a.Voice == l.Voice && len(a.Cue) > 0 && slices.ContainsFunc(a.Content, func(s report.Span) bool { return s.Overlaps(c.Anchor) }) {
				one.Cue = a.Cue[0].Of(r.Text)
			}
		}
		out = append(out, one)
	}
	return out
}

// stretch is a part of a quoted sentence; Kind says what part it plays in the
// claim: "" none, "span" its words, "anchor" the word it hangs on, "hedge".
type stretch struct{ Text, Kind string }

// quoteOf is the sentence of a claim with the parts that the claim rests on.
func quoteOf(r *reading.Reading, c *reading.Claim) []stretch {
	s := c.Span
	if c.Sentence < len(r.Sentences) {
		s = report.Span{Start: min(s.Start, r.Sentences[c.Sentence].Start), End: max(s.End, r.Sentences[c.Sentence].End)}
	}
	kind := func(at int) string {
		switch {
		case c.Anchor.Start <= at && at < c.Anchor.End:
			return "anchor"
		case slices.ContainsFunc(c.Hedges, func(h report.Span) bool { return h.Start <= at && at < h.End }):
			return "hedge"
		case c.Span.Start <= at && at < c.Span.End:
			return "span"
		}
		return ""
	}
	ends := []int{s.Start, s.End, c.Span.Start, c.Span.End, c.Anchor.Start, c.Anchor.End}
	for _, h := range c.Hedges {
		ends = append(ends, h.Start, h.End)
	}
	slices.Sort(ends)
	var out []stretch
	for i := 1; i < len(ends); i++ {
		from, to := max(ends[i-1], s.Start), min(ends[i], s.End)
		if from < to {
			out = append(out, stretch{r.Text[from:to], kind(from)})
		}
	}
	return out
}

// handLinks are the links that people drew from or to a claim.
func handLinks(ctx context.Context, v *ledger.View, subject string) ([]handLink, error) {
	all, err := v.Decisions(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []handLink
	for _, d := range all {
		if d.Verb != ledger.Link || d.Undone || d.Subject != subject && d.Object != subject {
			continue
		}
		l := handLink{Decision: d, Far: d.Object, Phrase: strings.ReplaceAll(d.Value, "_", " ")}
		if d.Object == subject {
			l.Far, l.Phrase = d.Subject, "is the other end of: "+l.Phrase
		}
		id, claim, _ := strings.Cut(l.Far, "/")
		r, err := v.Reading(ctx, id)
		if err != nil {
			return nil, err
		}
		l.Text = wordsOf(r, claim)
		out = append(out, l)
	}
	return out, nil
}
