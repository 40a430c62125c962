// Package web is the desk: pages and an API over a ledger, for one person at
// one machine.
//
// It shows and records what people decide; what follows from a decision is
// work's to derive. It listens on loopback alone, asks nobody else for
// anything, and runs no script.
package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/work"
)

//go:embed pages/*.html
var pages embed.FS

//go:embed pages/style.css
var static embed.FS

//go:embed ui/dist
var scripts embed.FS

// Server serves one ledger.
type Server struct {
	ledger  *ledger.Ledger
	by      string
	at      string // where the pages are mounted, "" at the root
	now     func() time.Time
	tmpl    map[string]*template.Template
	outlook work.Outlook
	drawn   pictures
	example *example
}

// New is a server of a ledger; by is who decides at it.
func New(l *ledger.Ledger, by string) (*Server, error) { return mounted(l, by, "") }

// mounted is a server whose pages lie under at.
func mounted(l *ledger.Ledger, by, at string) (*Server, error) {
	t, err := parse(at)
	return &Server{ledger: l, by: by, at: at, now: time.Now, tmpl: t}, err
}

// Handler answers for pages, their style, and the API under /api/v1.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	s.pages(mux)
	if s.example != nil {
		mux.Handle("/example/", http.StripPrefix("/example", s.example))
	}
	s.api(mux)
	return guarded(http.NewCrossOriginProtection().Handler(mux))
}

func cached(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		h.ServeHTTP(w, r)
	})
}

// guarded refuses requests that name another host, as a page that has the
// machine's address under a name of its own would (DNS rebinding), and tells
// browsers to load nothing from anywhere else and to run nothing.
func guarded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if host != "localhost" && !loopback(host) {
			http.Error(w, "this desk answers at 127.0.0.1 and localhost alone", http.StatusMisdirectedRequest)
			return
		}
		head := w.Header()
		head.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		h.ServeHTTP(w, r)
	})
}

func loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// ErrNotLoopback says that an address is open to other machines.
var ErrNotLoopback = errors.New("the desk has no accounts yet and serves this machine alone: give an address such as 127.0.0.1:7297")

// Listen opens addr, which must be one of the machine's own.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", addr, err)
	}
	if host != "localhost" && !loopback(host) {
		return nil, fmt.Errorf("%s: %w", addr, ErrNotLoopback)
	}
	return (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
}

// Serve answers on ln until ctx is done, then ends what it has begun.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, MaxHeaderBytes: 1 << 16}
	ended := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		c, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		ended <- srv.Shutdown(c)
	})
	defer stop()
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, ledger.ErrInput):
		return http.StatusBadRequest
	case errors.Is(err, ledger.ErrBusy):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

var verbs = []ledger.Verb{ledger.Confirm, ledger.Reject, ledger.Answer, ledger.Edit, ledger.Link, ledger.Note, ledger.Withdraw, ledger.Undo}

func isVerb(v ledger.Verb) bool { return slices.Contains(verbs, v) }
