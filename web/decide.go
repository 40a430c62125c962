package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// request is what the desk is asked to record.
type request struct {
	Verb    ledger.Verb `json:"verb" enum:"confirm,reject,answer,edit,link,note,withdraw,undo" doc:"what is decided"`
	Subject string      `json:"subject" doc:"a link's id, a report, REPORT/CLAIM, a voice's name to withdraw, or the decision to undo"`
	Object  string      `json:"object,omitempty" doc:"of a link: the claim at its other end, REPORT/CLAIM"`
	Value   string      `json:"value,omitempty" doc:"of an answer: borne_out, not_borne_out or moot; of an edit: FIELD=VALUE; of a link: its kind"`
	Why     string      `json:"why,omitempty" doc:"the reason, kept with the decision"`
}

// record records a decision and derives what follows.
func (s *Server) record(ctx context.Context, d request) (ledger.Decision, error) {
	out := ledger.Decision{Verb: d.Verb, Value: d.Value, Why: d.Why, By: s.by}
	if !isVerb(d.Verb) {
		return out, fmt.Errorf("verb %q: %w: it is one of %v", d.Verb, ledger.ErrInput, verbs)
	}
	if d.Verb == ledger.Answer && !slices.Contains(story.Answers, story.Outcome(d.Value)) {
		return out, fmt.Errorf("answer %q: %w: it is one of %v", d.Value, ledger.ErrInput, story.Answers)
	}
	if err := wellFormed(d); err != nil {
		return out, err
	}
	err := s.ledger.View(ctx, func(v *ledger.View) (err error) {
		switch d.Verb {
		case ledger.Withdraw:
			var w story.Withdrawn
			w, err = work.Withdrawable(ctx, v, d.Subject)
			out.Subject = w.String()
		case ledger.Undo:
			out.Subject, out.Object = d.Subject, d.Subject
		default:
			out.Subject, err = work.Subject(ctx, v, d.Subject)
		}
		if err == nil && d.Verb == ledger.Link {
			out.Object, err = work.Subject(ctx, v, d.Object)
		}
		return err
	})
	if err != nil {
		return out, err
	}
	return work.Decide(ctx, s.ledger, out)
}

// linkKinds are the ways in which a person may say that a claim bears on another.
var linkKinds = []story.LinkKind{story.Corroborates, story.Contradicts, story.Denies, story.Revises, story.Retracts, story.Resolves, story.Continues, story.Repeats, story.DistinctFrom}

// wellFormed checks what an edit or a link says.
func wellFormed(d request) error {
	switch d.Verb {
	case ledger.Link:
		if !slices.Contains(linkKinds, story.LinkKind(d.Value)) {
			return fmt.Errorf("link %q: %w: it is one of %v", d.Value, ledger.ErrInput, linkKinds)
		}
	case ledger.Edit:
		field, value, _ := strings.Cut(d.Value, "=")
		ok := field == "when" || field == "voice"
		switch field {
		case "status":
			ok = slices.Contains(statuses, value)
		case "factuality":
			ok = slices.Contains(certainties, reading.Factuality(value))
		}
		if !ok || strings.TrimSpace(value) == "" {
			return fmt.Errorf("edit %q: %w: it is status=, factuality=, when= or voice= with what the words say", d.Value, ledger.ErrInput)
		}
	}
	return nil
}

// decide takes a form of the pages and goes back to where it came from.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	d := request{Verb: ledger.Verb(r.PostFormValue("verb")), Subject: r.PostFormValue("subject"), Object: strings.TrimSpace(r.PostFormValue("object")), Value: r.PostFormValue("value"), Why: r.PostFormValue("why")}
	if field := r.PostFormValue("field"); field != "" {
		d.Value = field + "=" + strings.TrimSpace(r.PostFormValue(field))
	}
	// A claim may be named by the address of its page.
	if _, after, ok := strings.Cut(d.Object, "/report/"); ok {
		d.Object = after
	}
	done, err := s.record(r.Context(), d)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	if done.Verb == ledger.Undo {
		done.ID = ""
	}
	s.back(w, r, done.ID)
}

var statuses = []string{"happened", "holds", "habitual", "ordered", "planned", "predicted", "conditional", "unknown"}

// queryOf reads the facets of a search from an address.
func queryOf(v url.Values) (ledger.Query, error) {
	q := ledger.Query{Words: v.Get("q"), Voice: v.Get("voice"), Entity: v.Get("entity"), Outlet: v.Get("outlet"), Report: v.Get("report"), When: v.Get("when"), Published: v.Get("published"),
		Standing: v.Get("standing"), Open: v.Get("open") != "", Limit: 50}
	for _, s := range v["status"] {
		if s == "" {
			continue
		}
		one, err := reading.ParseStatus(s)
		if err != nil {
			return q, fmt.Errorf("%w: %w", ledger.ErrInput, err)
		}
		q.Status = append(q.Status, one)
	}
	if s := v.Get("certainty"); s != "" {
		if !slices.Contains(certainties, reading.Factuality(s)) {
			return q, fmt.Errorf("certainty %q: %w: it is one of %v", s, ledger.ErrInput, certainties)
		}
		q.Factuality = []reading.Factuality{reading.Factuality(s)}
	}
	for name, to := range map[string]**float64{"low": &q.Low, "high": &q.High} {
		if s := v.Get(name); s != "" {
			n, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return q, fmt.Errorf("%s %q: %w: a number", name, s, ledger.ErrInput)
			}
			*to = &n
		}
	}
	for name, to := range map[string]*int{"limit": &q.Limit, "min_origins": &q.MinOrigins} {
		if s := v.Get(name); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil || n < 0 || n > 1000 {
				return q, fmt.Errorf("%s %q: %w: a number up to 1000", name, s, ledger.ErrInput)
			}
			*to = n
		}
	}
	if s := v.Get("before"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return q, fmt.Errorf("before %q: %w: take it from the page before", s, ledger.ErrInput)
		}
		q.Before = n
	}
	return q, nil
}
