package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// request is what the desk is asked to record.
type request struct {
	Verb    ledger.Verb `json:"verb" enum:"confirm,reject,answer,edit,link,note,rate,date,withdraw,seal,undo" doc:"what is decided"`
	Subject string      `json:"subject" maxLength:"2000" doc:"a link's id, a report, REPORT/CLAIM, a voice's name to withdraw or seal, or the decision to undo"`
	Object  string      `json:"object,omitempty" maxLength:"2000" doc:"of a link: the claim at its other end, REPORT/CLAIM"`
	Value   string      `json:"value,omitempty" maxLength:"2000" doc:"of an answer: borne_out, not_borne_out or moot; of an edit: FIELD=VALUE; of a link: its kind; of a rating: A to F for a report, 1 to 6 for a claim; of a date: EDTF; of a seal: who is shown it, by commas"`
	Why     string      `json:"why,omitempty" maxLength:"10000" doc:"the reason, kept with the decision"`
}

// record records a decision and derives what follows. A key, when not empty,
// makes sure that one person's request is done once: replayed tells that it was
// done before.
func (s *Server) record(ctx context.Context, d request, key string) (out ledger.Decision, replayed bool, err error) {
	by := s.name(ctx)
	if key != "" {
		if out, err = s.done(ctx, by, key, d); err != nil || out.ID != "" {
			return out, true, err
		}
	}
	err = s.ledger.View(ctx, func(v *ledger.View) (err error) {
		out, err = s.decision(ctx, v, d, by)
		return err
	})
	if err != nil {
		return out, false, err
	}
	if out, replayed, err = s.commit(ctx, out, d, key); err != nil || replayed {
		return out, replayed, err
	}
	if out.Verb == ledger.Date && s.o.Intake.Queue != nil {
		if err := s.o.Intake.Queue.Reread(ctx, []string{out.Subject}, 1); err != nil {
			return out, false, err
		}
	}
	// The decision is on disk. What follows from it is derived again after any
	// failure here, by the next pass.
	_ = s.follows.wait(ctx)
	return out, false, nil
}

// decision is what a request asks to record, of things that the person sees.
func (s *Server) decision(ctx context.Context, v *ledger.View, d request, by string) (ledger.Decision, error) {
	out := ledger.Decision{Verb: d.Verb, Value: d.Value, Why: d.Why, By: by}
	if !isVerb(d.Verb) {
		return out, fmt.Errorf("verb %q: %w: it is one of %v", d.Verb, ledger.ErrInput, verbs)
	}
	var err error
	switch d.Verb {
	case ledger.Withdraw:
		var w story.Withdrawn
		w, err = work.Withdrawable(ctx, v, d.Subject)
		out.Subject = w.String()
	case ledger.Undo:
		_, err = v.Decision(ctx, d.Subject)
		out.Subject, out.Object = d.Subject, d.Subject
	case ledger.Seal:
		people := strings.FieldsFunc(d.Value, func(r rune) bool { return r == ',' || r == ' ' })
		for _, p := range people {
			if _, err := s.accounts.Get(ctx, p); err != nil {
				return out, fmt.Errorf("seal for %s: %w: %w", p, ledger.ErrInput, err)
			}
		}
		return work.Sealing(ctx, v, d.Subject, people, d.Why, by)
	case ledger.Rate:
		return work.Rating(ctx, v, d.Subject, d.Value, d.Why, by)
	case ledger.Date:
		if err := work.Dated(d.Value); err != nil {
			return out, err
		}
		out.Subject, err = v.Resolve(ctx, d.Subject)
	case ledger.Answer:
		if !slices.Contains(story.Answers, story.Outcome(d.Value)) {
			return out, fmt.Errorf("answer %q: %w: it is one of %v", d.Value, ledger.ErrInput, story.Answers)
		}
		out.Subject, err = work.Foretold(ctx, v, d.Subject, s.now())
	case ledger.Edit, ledger.Link:
		if err := wellFormed(d); err != nil {
			return out, err
		}
		out.Subject, err = work.Subject(ctx, v, d.Subject)
		if err == nil && d.Verb == ledger.Link {
			out.Object, err = work.Subject(ctx, v, d.Object)
		}
	default:
		out.Subject, err = work.Subject(ctx, v, d.Subject)
	}
	return out, err
}

// commit records a decision and its key in one transaction.
func (s *Server) commit(ctx context.Context, d ledger.Decision, asked request, key string) (out ledger.Decision, replayed bool, err error) {
	db, _ := s.whole.Pool()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return d, false, err
	}
	defer tx.Rollback()
	err = s.whole.Within(ctx, tx, func(t *ledger.Tx) (err error) {
		out, err = t.Decide(ctx, d)
		return err
	})
	if err != nil {
		return out, false, err
	}
	if key != "" {
		fresh, err := s.accounts.KeepOnce(ctx, tx, d.By, key, digest(asked), out.ID)
		if err != nil {
			return out, false, err
		}
		if !fresh {
			if err := tx.Rollback(); err != nil {
				return out, false, err
			}
			out, err = s.done(ctx, d.By, key, asked)
			return out, true, err
		}
	}
	return out, false, tx.Commit()
}

// done is the decision that was recorded under a key.
func (s *Server) done(ctx context.Context, by, key string, asked request) (d ledger.Decision, err error) {
	id, err := s.accounts.Once(ctx, by, key, digest(asked))
	if err != nil || id == "" {
		return d, err
	}
	err = s.ledger.View(ctx, func(v *ledger.View) error {
		d, err = v.Decision(ctx, id)
		return err
	})
	return d, err
}

func digest(r request) string {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // strings can always be JSON
	}
	return report.Hash(string(b))
}

// follows derives what follows from decisions. Those that are recorded while it
// is at it share the next pass.
type follows struct {
	relator *work.Relator
	mu      sync.Mutex
	busy    bool
	waiting []chan error
}

// wait returns when what was recorded before has been followed up.
func (f *follows) wait(ctx context.Context) error {
	done := make(chan error, 1)
	f.mu.Lock()
	f.waiting = append(f.waiting, done)
	if !f.busy {
		f.busy = true
		go f.run(context.WithoutCancel(ctx))
	}
	f.mu.Unlock()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f *follows) run(ctx context.Context) {
	for {
		f.mu.Lock()
		all := f.waiting
		f.waiting = nil
		f.busy = len(all) > 0
		f.mu.Unlock()
		if len(all) == 0 {
			return
		}
		err := f.relator.Pass(ctx)
		for _, done := range all {
			done <- err
		}
	}
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

// said records what a form says: about names, or about claims, links, reports
// and voices.
func (s *Server) said(ctx context.Context, d request, key string) (done ledger.Decision, err error) {
	switch d.Verb {
	case ledger.Same, ledger.Differs:
		done, _, err = work.Judge(ctx, s.whole, d.Subject, d.Verb, d.Why, s.name(ctx))
	case ledger.Merge:
		done, err = work.Merge(ctx, s.whole, d.Subject, d.Object, d.Why, s.name(ctx))
	default:
		done, _, err = s.record(ctx, d, key)
	}
	return done, err
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
	done, err := s.said(r.Context(), d, r.PostFormValue("key"))
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
	for _, name := range [...]string{"factuality", "certainty"} {
		for _, f := range v[name] {
			if f == "" {
				continue
			}
			if !slices.Contains(certainties, reading.Factuality(f)) {
				return q, fmt.Errorf("%s %q: %w: it is one of %v", name, f, ledger.ErrInput, certainties)
			}
			q.Factuality = append(q.Factuality, reading.Factuality(f))
		}
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
