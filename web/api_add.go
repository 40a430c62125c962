package web

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/web/account"
)

const ndjson = "application/x-ndjson"

func (s *Server) addAPI(a apiOf) {
	op := operation(http.MethodPost, "/api/v1/reports", told{account.Add, "reports", "Bring a report in",
		"It is recorded before this answers, then read and related: /api/v1/events tells when. The same report again is known and left as it is, so that sending it again after a broken connection does no harm."})
	op.MaxBodyBytes = longestLine
	op.DefaultStatus = http.StatusAccepted
	huma.Register(a, op, func(ctx context.Context, in *body[incoming]) (*body[taken], error) {
		c, err := in.Body.capture(who(ctx).Name, s.now())
		if err != nil {
			return nil, problem(err)
		}
		all, err := s.take(ctx, []ledger.Capture{c})
		if err != nil {
			return nil, problem(err)
		}
		return answer(all[0], nil)
	})
	s.stream(a, "/api/v1/reports/stream", told{account.Add, "reports", "Bring many reports in",
		"JSON Lines in, each a report as POST /api/v1/reports takes it; JSON Lines out, in their order, each with its line and its id, or a problem. What is answered is recorded."}, taken{}, s.addStream)
	s.stream(a, "/api/v1/read", told{account.Read, "reports", "Read texts without keeping them",
		"JSON Lines in, each a report as POST /api/v1/reports takes it; JSON Lines out, in their order and as they come: the reading of each, of schema sayso.reading/1, or a problem with its line. Nothing is recorded."}, json.RawMessage{}, s.readStream)
	reads(a, "/api/v1/jobs", told{account.Read, "reports", "How much waits to be read", ""},
		func(ctx context.Context, _ *struct{}) (progress, error) { return s.progress(ctx) })
}

// stream is an operation of JSON Lines in and out.
func (s *Server) stream(a apiOf, path string, t told, out any, f func(context.Context, io.Reader, func(any) error) error) {
	op := operation(http.MethodPost, path, t)
	lines := func(doc string) map[string]*huma.MediaType {
		return map[string]*huma.MediaType{ndjson: {Schema: &huma.Schema{Type: "string", Description: doc}}}
	}
	op.RequestBody = &huma.RequestBody{Required: true, Content: lines("one JSON object a line")}
	op.Responses = map[string]*huma.Response{"200": {Description: "one JSON object a line; a problem has line, status and detail", Content: lines("one JSON object a line")}}
	huma.Register(a, op, func(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			r, w := humago.Unwrap(c)
			rc := http.NewResponseController(w)
			_ = rc.EnableFullDuplex() // HTTP/2 has no need of it
			w.Header().Set("Content-Type", ndjson)
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			write := func(v any) error {
				_ = rc.SetWriteDeadline(time.Now().Add(longestRequest)) // as long for each line as for another request
				if err := enc.Encode(v); err != nil {
					return err
				}
				return rc.Flush()
			}
			in := patient{r.Body, func() { _ = rc.SetReadDeadline(time.Now().Add(longestRequest)) }}
			if err := f(r.Context(), in, write); err != nil && r.Context().Err() == nil {
				_ = write(wrong{Status: statusOf(err), Detail: err.Error()}) // who has gone needs no answer
			}
			// What is left unread would be read by the server after it has begun to
			// wait for the next request.
			_ = rc.SetReadDeadline(time.Now().Add(10 * time.Second))
			_, _ = io.Copy(io.Discard, r.Body)
		}}, nil
	})
}

// patient gives every read the time of a whole request.
type patient struct {
	io.Reader
	more func()
}

func (p patient) Read(b []byte) (int, error) {
	p.more()
	return p.Reader.Read(b)
}

// wrong is a problem in a stream.
type wrong struct {
	Line   int    `json:"line,omitempty"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// eachLine calls f with every line that is not empty; what is wrong with one is
// in it.
func eachLine(r io.Reader, f func(line) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 1<<16), longestLine)
	n := 0
	for sc.Scan() {
		n++
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		if err := f(parseLine(n, sc.Bytes())); err != nil {
			return err
		}
	}
	if err := sc.Err(); errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("line %d: %w: it is longer than %d bytes, and what follows it was not read", n+1, ledger.ErrInput, longestLine)
	} else if err != nil {
		return fmt.Errorf("after line %d: %w: %w", n, ledger.ErrInput, err)
	}
	return nil
}

// addStream records reports a few at a time.
func (s *Server) addStream(ctx context.Context, in io.Reader, write func(any) error) error {
	type result struct {
		Line int `json:"line"`
		taken
	}
	by := who(ctx).Name
	var caps []ledger.Capture
	var lines []int
	size := 0
	flush := func() error {
		if len(caps) == 0 {
			return nil
		}
		all, err := s.take(ctx, caps)
		if err != nil {
			return fmt.Errorf("from line %d on: %w", lines[0], err)
		}
		for i, t := range all {
			if err := write(result{lines[i], t}); err != nil {
				return err
			}
		}
		caps, lines, size = nil, nil, 0
		return nil
	}
	err := eachLine(in, func(l line) error {
		var c ledger.Capture
		if l.err == nil {
			c, l.err = l.in.capture(by, s.now())
		}
		if l.err != nil {
			if err := flush(); err != nil {
				return err
			}
			return write(wrong{l.n, statusOf(l.err), l.err.Error()})
		}
		caps, lines, size = append(caps, c), append(lines, l.n), size+len(c.Original)
		if len(caps) == 50 || size > 8<<20 {
			return flush()
		}
		return nil
	})
	return errors.Join(flush(), err)
}

// readStream reads texts several at once and answers in their order.
func (s *Server) readStream(ctx context.Context, in io.Reader, write func(any) error) error {
	reader := s.o.Intake.Reader
	if reader == nil {
		return errNoIntake
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	jobs := max(1, s.o.Intake.Jobs)
	turns := make(chan chan any, 2*jobs)
	slots := make(chan struct{}, jobs)
	failed := make(chan error, 1)
	go func() {
		defer close(turns)
		failed <- eachLine(in, func(l line) error {
			turn := make(chan any, 1)
			select {
			case turns <- turn:
			case <-ctx.Done():
				return ctx.Err()
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				turn <- readLine(ctx, reader, l)
			}()
			return nil
		})
	}()
	var gone error
	for turn := range turns {
		if a := <-turn; gone == nil {
			if gone = write(a); gone != nil {
				cancel()
			}
		}
	}
	return errors.Join(gone, <-failed)
}

func readLine(ctx context.Context, reader *reading.Reader, l line) any {
	err := l.err
	if err == nil {
		rep, _, e := l.in.report()
		if err = e; err == nil {
			r, e := reader.Read(ctx, rep)
			if err = e; err == nil {
				return r
			}
		}
	}
	return wrong{l.n, statusOf(err), err.Error()}
}

// progress is how much of what came in is read.
type progress struct {
	Records int64 `json:"records" doc:"in the log"`
	Waiting int   `json:"waiting" doc:"batches that wait"`
	Running int   `json:"running" doc:"batches that are being read"`
	Failed  int   `json:"failed" doc:"batches that failed, and are tried again or given up"`
}

func (s *Server) progress(ctx context.Context) (progress, error) {
	var p progress
	err := s.ledger.View(ctx, func(v *ledger.View) (err error) {
		p.Records, err = v.Size(ctx)
		return err
	})
	if err != nil || s.o.Intake.Queue == nil {
		return p, err
	}
	p.Waiting, p.Running, p.Failed, err = s.o.Intake.Queue.Counts(ctx)
	return p, err
}
