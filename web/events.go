package web

import (
	"context"
	"encoding/json"
	"time"

	"github.com/danielgtaylor/huma/v2/sse"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

type newsReport struct {
	Report string    `json:"report"`
	Title  string    `json:"title"`
	Outlet string    `json:"outlet"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
}

type newsReading struct {
	Report string `json:"report"`
	Claims int    `json:"claims"`
}

type newsDecision struct {
	ID      string      `json:"id"`
	Verb    ledger.Verb `json:"verb"`
	Subject string      `json:"subject"`
	By      string      `json:"by"`
}

// newsDerived says how many facts of which kind became others.
type newsDerived struct {
	Kinds map[string]int `json:"kinds"`
}

// between is how long news may be old.
const between = time.Second

type eventsFrom struct {
	From string `query:"from" doc:"a place in the log to begin at; now when left out" maxLength:"20"`
	Last string `header:"Last-Event-ID" maxLength:"20"`
}

// events sends news until the person goes, or is no longer let in.
func (s *Server) events(ctx context.Context, in *eventsFrom, send sse.Sender) {
	next, err := s.begin(ctx, in)
	if err != nil {
		return
	}
	var last progress
	for quiet := 0; ; quiet++ {
		n := next
		if next, err = s.news(ctx, next, send); err != nil {
			return
		}
		p, err := s.progress(ctx)
		if err != nil {
			return
		}
		p.Records = next
		if p != last || n != next || quiet > 15 { // now and then, to learn that somebody has gone
			if send(sse.Message{ID: int(next), Data: p}) != nil {
				return
			}
			last, quiet = p, 0
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(between):
		}
		if !s.still(ctx) {
			return
		}
	}
}

// begin is the place in the log at which news begin.
func (s *Server) begin(ctx context.Context, in *eventsFrom) (int64, error) {
	size, err := looked(ctx, s, func(v *ledger.View) (int64, error) { return v.Size(ctx) })
	if err != nil {
		return 0, err
	}
	for _, at := range [...]string{in.Last, in.From} {
		var n int64
		if json.Unmarshal([]byte(at), &n) == nil && n >= 0 && n <= size {
			return n, nil
		}
	}
	return size, nil
}

// mostNews bounds the records of one look.
const mostNews = 500

// news sends what the log has gained since next, as the person sees it.
func (s *Server) news(ctx context.Context, next int64, send sse.Sender) (int64, error) {
	var out []sse.Message
	err := s.ledger.View(ctx, func(v *ledger.View) error {
		for r, err := range v.Records(ctx, next) {
			if err != nil {
				return err
			}
			if len(out) == mostNews {
				return nil
			}
			data, err := newsOf(ctx, v, r)
			if err != nil {
				return err
			}
			next = r.Seq + 1
			if data != nil {
				out = append(out, sse.Message{ID: int(next), Data: data})
			}
		}
		return nil
	})
	for _, m := range out {
		if err == nil {
			err = send(m)
		}
	}
	return next, err
}

// newsOf is what a record tells, nil for nothing.
func newsOf(ctx context.Context, v *ledger.View, r ledger.Record) (any, error) {
	if r.Body == nil {
		return nil, nil // sealed to others
	}
	switch r.Kind {
	case ledger.KindReport:
		i, err := v.Report(ctx, r.Key)
		return newsReport{i.ID, i.Title, i.Outlet, r.At, r.By}, err
	case ledger.KindReading:
		i, err := v.Report(ctx, r.Key)
		return newsReading{i.ID, i.Claims}, err
	case ledger.KindDecision:
		var d ledger.Decision
		err := json.Unmarshal(r.Body, &d)
		return newsDecision{d.ID, d.Verb, d.Subject, d.By}, err
	case ledger.KindFacts:
		var facts []ledger.Fact
		if err := json.Unmarshal(r.Body, &facts); err != nil {
			return nil, err
		}
		kinds := map[string]int{}
		for _, f := range facts {
			kinds[f.Kind]++
		}
		return newsDerived{kinds}, nil
	}
	return nil, nil
}

// still tells whether the person of ctx would be let in again, with what the
// stream takes.
func (s *Server) still(ctx context.Context) bool {
	p, err := s.again(ctx)
	return err == nil && p.May(account.Read)
}
