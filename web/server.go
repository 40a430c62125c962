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
	"io/fs"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
)

//go:embed pages/*.html
var pages embed.FS

//go:embed pages/style.css
var static embed.FS

// Server serves one ledger.
type Server struct {
	ledger *ledger.Ledger
	by     string
	now    func() time.Time
	tmpl   map[string]*template.Template
}

// New is a server of a ledger; by is who decides at it.
func New(l *ledger.Ledger, by string) (*Server, error) {
	s := &Server{ledger: l, by: by, now: time.Now, tmpl: map[string]*template.Template{}}
	names, err := fs.Glob(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if n == "pages/frame.html" {
			continue
		}
		t, err := template.New("frame.html").Funcs(funcs).ParseFS(pages, "pages/frame.html", n)
		if err != nil {
			return nil, err
		}
		s.tmpl[strings.TrimSuffix(strings.TrimPrefix(n, "pages/"), ".html")] = t
	}
	return s, nil
}

// Handler answers for pages, their style, and the API under /api/v1.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for path, page := range map[string]func(*http.Request) (string, any, error){
		"GET /{$}": s.inbox, "GET /report/{id}": s.report, "GET /report/{id}/{claim}": s.claim, "GET /search": s.search,
		"GET /story/{id}": s.story, "GET /due": s.due, "GET /log": s.log, "GET /voice": s.voice,
	} {
		mux.HandleFunc(path, s.page(page))
	}
	mux.HandleFunc("POST /decide", s.decide)
	mux.Handle("GET /style.css", cached(http.StripPrefix("/", http.FileServerFS(sub(static)))))
	s.api(mux)
	return guarded(http.NewCrossOriginProtection().Handler(mux))
}

func sub(f fs.FS) fs.FS {
	out, err := fs.Sub(f, "pages")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return out
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
		head.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
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

// page answers with a template, or with an error page that fits.
func (s *Server) page(make func(*http.Request) (string, any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, data, err := make(r)
		status := http.StatusOK
		if err != nil {
			name, data, status = "error", err.Error(), statusOf(err)
		}
		var b strings.Builder
		if err := s.tmpl[name].Execute(&b, data); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprint(w, b.String())
	}
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

func (s *Server) view(r *http.Request, f func(*ledger.View) error) error {
	return s.ledger.View(r.Context(), f)
}

var verbs = []ledger.Verb{ledger.Confirm, ledger.Reject, ledger.Answer, ledger.Withdraw, ledger.Undo}

func isVerb(v ledger.Verb) bool { return slices.Contains(verbs, v) }
