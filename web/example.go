package web

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/sayso/sayso/examples"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/work"
)

// exampleDay is the day on which the example story is looked at.
var exampleDay = time.Date(2025, 7, 7, 9, 0, 0, 0, time.UTC)

// example is a desk of its own over invented reports, made when it is first
// asked for. Nothing of it is in the ledger beside it.
type example struct {
	reader *reading.Reader
	by     string
	dir    string
	once   sync.Once
	desk   http.Handler
	ledger *ledger.Ledger
	err    error
}

// WithExample gives the desk the example ledger at /example/, read with reader
// when somebody first looks at it. End takes it away again.
func (s *Server) WithExample(reader *reading.Reader) {
	s.example = &example{reader: reader, by: s.by}
}

// End lets go of the example ledger, with whatever was decided in it.
func (s *Server) End() error {
	if s.example == nil || s.example.ledger == nil {
		return nil
	}
	err := s.example.ledger.Close()
	if e := os.RemoveAll(s.example.dir); err == nil {
		err = e
	}
	return err
}

func (e *example) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.once.Do(func() { e.err = e.open(context.WithoutCancel(r.Context())) })
	if e.err != nil {
		http.Error(w, "the example could not be made: "+e.err.Error(), http.StatusInternalServerError)
		return
	}
	e.desk.ServeHTTP(w, r)
}

func (e *example) open(ctx context.Context) (err error) {
	if e.dir, err = os.MkdirTemp("", "sayso-example-"); err != nil {
		return err
	}
	if e.ledger, err = ledger.Open(ctx, filepath.Join(e.dir, "ledger.db")); err != nil {
		return err
	}
	if err := Fill(ctx, e.ledger, e.reader); err != nil {
		return err
	}
	list := filepath.Join(e.dir, "invented-list.csv")
	if err := os.WriteFile(list, examples.Watchlist(), 0o600); err != nil {
		return err
	}
	if _, _, err := (&work.Lists{Ledger: e.ledger, By: e.by}).Add(ctx, "", list); err != nil {
		return err
	}
	if err := work.Screen(ctx, e.ledger); err != nil {
		return err
	}
	s, err := mounted(ctx, e.ledger, Options{By: e.by}, "/example")
	if err != nil {
		return err
	}
	s.now = func() time.Time { return exampleDay }
	mux := http.NewServeMux()
	s.pages(mux)
	e.desk = mux
	return nil
}

// Fill adds the example reports to a ledger and reads them.
func Fill(ctx context.Context, l *ledger.Ledger, reader *reading.Reader) error {
	all, err := examples.Captures()
	if err != nil {
		return err
	}
	q, err := work.OpenQueue(ctx, l, work.Options{Reader: reader, Parallel: 2})
	if err != nil {
		return err
	}
	if _, _, err := q.Capture(ctx, all, 2); err != nil {
		return err
	}
	return q.Drain(ctx)
}
