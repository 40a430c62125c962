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
	Verb    ledger.Verb `json:"verb" enum:"confirm,reject,answer,withdraw,undo" doc:"what is decided"`
	Subject string      `json:"subject" doc:"a link's id, a report, REPORT/CLAIM, a voice's name to withdraw, or the decision to undo"`
	Value   string      `json:"value,omitempty" doc:"of an answer: borne_out, not_borne_out or moot"`
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
		return err
	})
	if err != nil {
		return out, err
	}
	return work.Decide(ctx, s.ledger, out)
}

// decide takes a form of the pages and goes back to where it came from.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	_, err := s.record(r.Context(), request{Verb: ledger.Verb(r.PostFormValue("verb")), Subject: r.PostFormValue("subject"), Value: r.PostFormValue("value"), Why: r.PostFormValue("why")})
	if err != nil {
		s.page(func(*http.Request) (string, any, error) { return "", nil, err })(w, r)
		return
	}
	back := r.PostFormValue("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n") {
		back = "/"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
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
