// Package web is the desk: pages and an API over a ledger, for one person at
// one machine or for a team.
//
// It shows and records what people decide; what follows from a decision is
// work's to derive. It asks nobody else for anything, and runs no script.
// Everything a request sees of the ledger it sees through the veil of whoever
// makes it.
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
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

//go:embed pages/*.html
var pages embed.FS

//go:embed pages/style.css pages/icon.svg
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
	layouts layouts
	example *example

	openings sync.Map // report id -> the words that stand for its headline

	// ledger is seen through the veil of whoever asks; whole is all of it, for
	// appending.
	whole         *ledger.Ledger
	o             Options
	accounts      *account.Store
	sessions      *scs.SessionManager
	seals         work.Seals
	outlooks      outlooks
	often         account.Limit // requests of one person
	tries, knocks account.Limit // logins
	follows       follows
	names         directory
	lists         lists
}

// New is a server of a ledger for one person at one machine; by is who decides
// at it.
func New(l *ledger.Ledger, by string) (*Server, error) {
	return Open(context.Background(), l, Options{By: by})
}

// Open is a server of a ledger.
func Open(ctx context.Context, l *ledger.Ledger, o Options) (*Server, error) {
	return mounted(ctx, l, o, "")
}

// mounted is a server whose pages lie under at.
func mounted(ctx context.Context, l *ledger.Ledger, o Options, at string) (*Server, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	accounts, err := account.Open(ctx, l)
	if err != nil {
		return nil, err
	}
	s := &Server{by: o.By, at: at, now: time.Now, whole: l, o: o, accounts: accounts, sessions: accounts.Sessions(o.Secure)}
	if s.tmpl, err = parse(at, s.titled); err != nil {
		return nil, err
	}
	s.often = account.Limit{PerSecond: o.Rate, Burst: int(4 * o.Rate)}
	s.tries, s.knocks = account.Limit{PerSecond: 0.1, Burst: 10}, account.Limit{PerSecond: 0.5, Burst: 30}
	s.follows.relator = o.Intake.relator(l)
	s.ledger = l.Behind(s.veil)
	return s, nil
}

// Handler answers for pages, their style, and the API under /api/v1.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	s.pages(mux)
	if s.example != nil {
		mux.Handle("/example/", http.StripPrefix("/example", s.example))
	}
	s.login(mux)
	s.api(mux)
	return s.door(mux)
}

func cached(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		h.ServeHTTP(w, r)
	})
}

// policy lets browsers load nothing from anywhere else and run nothing but the
// desk's own scripts.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// Listen opens addr, which must be one of this machine alone: errors wrap
// ErrNotLoopback.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	if !Loopback(addr) {
		return nil, fmt.Errorf("%s: %w", addr, ErrNotLoopback)
	}
	return (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
}

// ErrNotLoopback says that an address is open to other machines.
var ErrNotLoopback = errors.New("it is open to other machines: give an address such as 127.0.0.1:7297")

// Loopback tells whether an address is of this machine alone.
func Loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err == nil && (host == "localhost" || loopback(host))
}

// Serve answers on ln until ctx is done, then ends what it has begun.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	srv := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: longestRequest, WriteTimeout: longestRequest, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16,
		BaseContext: func(net.Listener) context.Context { return ctx }} // streams end with the server
	go s.warm(ctx)
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

// warm gets ready what is kept at hand, so that nobody waits for it. What fails
// here fails again, and is told, when somebody asks.
func (s *Server) warm(ctx context.Context) {
	_ = s.whole.View(ctx, func(v *ledger.View) error {
		_, err := s.foretold(ctx, v)
		return err
	})
	_, _ = s.names.voices(ctx, s.whole, "")
	_ = s.follows.wait(ctx)
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, ledger.ErrNotFound), errors.Is(err, errNoPage):
		return http.StatusNotFound
	case errors.Is(err, ledger.ErrInput), errors.Is(err, account.ErrInput), errors.Is(err, export.ErrFormat), errors.Is(err, export.ErrProfile):
		return http.StatusBadRequest
	case errors.Is(err, account.ErrUnknown):
		return http.StatusNotFound
	case errors.Is(err, account.ErrRefused), errors.Is(err, account.ErrLocked):
		return http.StatusForbidden
	case errors.Is(err, errTooOften):
		return http.StatusTooManyRequests
	case errors.Is(err, account.ErrKnown), errors.Is(err, account.ErrLast):
		return http.StatusConflict
	case errors.Is(err, account.ErrOtherRequest):
		return http.StatusUnprocessableEntity
	case errors.Is(err, errNoIntake):
		return http.StatusNotImplemented
	case errors.Is(err, ledger.ErrBusy), errors.Is(err, errNotReady):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

var verbs = []ledger.Verb{ledger.Confirm, ledger.Reject, ledger.Answer, ledger.Edit, ledger.Link, ledger.Note, ledger.Rate, ledger.Date, ledger.Withdraw, ledger.Seal, ledger.Undo}

func isVerb(v ledger.Verb) bool { return slices.Contains(verbs, v) }
