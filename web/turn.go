package web

import (
	"net/http"
	"strings"
	"sync"
)

// atOnce is how many answers are made at the same time: more than there are
// connections to the ledger, and few enough that whoever waits for one of them
// does not wait long.
const atOnce = 16

// newsPath is where news come from for as long as somebody listens.
const newsPath = "/api/v1/events"

// inTurn answers those who look in the order in which they came: where more
// come at once than can be answered, all wait a little and none long.
func inTurn(in http.Handler) http.Handler {
	seats := make(chan struct{}, atOnce)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || strings.HasSuffix(r.URL.Path, newsPath) || opened(r.URL.Path) {
			in.ServeHTTP(w, r)
			return
		}
		select {
		case seats <- struct{}{}:
		case <-r.Context().Done():
			return
		}
		t := &turn{ResponseWriter: w, leave: sync.OnceFunc(func() { <-seats })}
		defer t.leave()
		in.ServeHTTP(t, r)
	})
}

// turn gives its seat up when the answer begins to go out, for a slow line must
// keep nobody else waiting.
type turn struct {
	http.ResponseWriter
	leave func()
}

func (t *turn) WriteHeader(status int) {
	t.leave()
	t.ResponseWriter.WriteHeader(status)
}

func (t *turn) Write(b []byte) (int, error) {
	t.leave()
	return t.ResponseWriter.Write(b)
}

// Unwrap lets streams flush and set deadlines.
func (t *turn) Unwrap() http.ResponseWriter { return t.ResponseWriter }
