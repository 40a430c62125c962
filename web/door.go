package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

type personKey struct{}

// who is at the desk, nil for nobody.
func who(ctx context.Context) *account.Person {
	p, _ := ctx.Value(personKey{}).(*account.Person)
	return p
}

// veil is what the person of ctx is not shown. Every look at the ledger that a
// request makes goes through it; without a person it hides all that is sealed.
func (s *Server) veil(ctx context.Context, v *ledger.View) (*ledger.Veil, error) {
	p := who(ctx)
	if p == nil {
		p = &account.Person{}
	}
	if p.Alone {
		return nil, nil
	}
	return s.seals.Veil(ctx, v, p.Name)
}

// door lets in who may come in.
func (s *Server) door(in http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	for _, h := range s.o.Hosts {
		if err := cross.AddTrustedOrigin("https://" + h); err != nil {
			panic(err) // Hosts were checked when the server was made
		}
	}
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, http.StatusForbidden, "the request comes from a page of another site, and what it asks would be done in your name")
	}))
	seated := s.sessions.LoadAndSave(s.known(in))
	return s.guarded(cross.Handler(inTurn(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if bearer(r) != "" {
			s.known(in).ServeHTTP(w, r)
			return
		}
		seated.ServeHTTP(w, r)
	}))))
}

func bearer(r *http.Request) string {
	kind, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "bearer") {
		return ""
	}
	return secret
}

// comer is who makes a request, nil for nobody.
func (s *Server) comer(r *http.Request) (*account.Person, error) {
	if secret := bearer(r); secret != "" {
		p, err := s.accounts.Bearer(r.Context(), secret)
		if errors.Is(err, account.ErrUnknown) {
			return nil, nil
		}
		return p, err
	}
	if !s.o.open() {
		any, err := s.accounts.Any(r.Context())
		if err != nil {
			return nil, err
		}
		if !any {
			return &account.Person{Name: s.by, Role: account.Admin, Scopes: account.Admin.Scopes(), Alone: true}, nil
		}
	}
	return s.accounts.Seated(r.Context(), s.sessions)
}

type againKey struct{}

// again is who makes the request of ctx now: a login may have ended since it
// began.
func (s *Server) again(ctx context.Context) (*account.Person, error) {
	ask, ok := ctx.Value(againKey{}).(func() (*account.Person, error))
	if !ok {
		return nil, nil
	}
	return ask()
}

// comerAgain is who makes a request that began some time ago: its session, as
// it was loaded then, is looked up anew.
func (s *Server) comerAgain(r *http.Request) (*account.Person, error) {
	c, err := r.Cookie(s.sessions.Cookie.Name)
	if bearer(r) != "" || err != nil {
		return s.comer(r)
	}
	ctx, err := s.sessions.Load(context.Background(), c.Value)
	if err != nil {
		return nil, err
	}
	return s.comer(r.WithContext(ctx))
}

// openPaths need nobody: they tell nothing of the ledger.
var openPaths = []string{"/style.css", "/icon.svg", "/favicon.ico", "/login", "/login/provider", "/login/back", "/healthz"}

func opened(path string) bool {
	return slices.Contains(openPaths, path) || strings.HasPrefix(path, "/ui/") || strings.HasPrefix(path, "/door/")
}

// known finds out who makes the request, refuses nobody and those who may not,
// and holds back whoever asks too often.
func (s *Server) known(in http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := s.comer(r)
		if err != nil {
			refuse(w, r, statusOf(err), err.Error())
			return
		}
		if !s.held(w, r, p) {
			return
		}
		if p == nil && !opened(r.URL.Path) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="sayso"`)
			if !isAPI(r) && (r.Method == http.MethodGet || r.Method == http.MethodHead) && bearer(r) == "" {
				http.Redirect(w, r, "/login?to="+escapePath(r.URL.RequestURI()), http.StatusSeeOther)
				return
			}
			refuse(w, r, http.StatusUnauthorized, "the desk does not know who you are: log in at /login, or send a token that sayso account token makes as Authorization: Bearer TOKEN")
			return
		}
		// What the API asks of a person stands with each of its operations.
		if need := pageScope(r); p != nil && !isAPI(r) && !p.May(need) && !opened(r.URL.Path) && r.URL.Path != "/logout" {
			refuse(w, r, http.StatusForbidden, mayNot(p, need))
			return
		}
		ctx := context.WithValue(r.Context(), personKey{}, p)
		ctx = context.WithValue(ctx, againKey{}, func() (*account.Person, error) { return s.comerAgain(r) })
		in.ServeHTTP(w, r.WithContext(ctx))
	})
}

func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

func pageScope(r *http.Request) account.Scope {
	switch r.URL.Path {
	case accountsPage:
		return account.Manage
	case yourPage: // one's own password and tokens are everybody's own
		return account.Read
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return account.Read
	}
	switch r.URL.Path {
	case addPage:
		return account.Add
	case feedsPage:
		return account.Manage
	}
	return account.Decide
}

func mayNot(p *account.Person, need account.Scope) string {
	if p.Token != "" {
		return fmt.Sprintf("the token %s of %s has the scopes %v, and this takes %s: make a token with it, if a %s may have it", p.Token, p.Name, p.Scopes, need, p.Role)
	}
	return fmt.Sprintf("%s is a %s, and this takes a role that may %s: an administrator can give it, under Settings or with sayso account role %s ROLE", p.Name, p.Role, need, p.Name)
}

// held tells whether somebody has not asked too often; who has is told when to
// come back.
func (s *Server) held(w http.ResponseWriter, r *http.Request, p *account.Person) bool {
	if p != nil && p.Alone || s.often.PerSecond == 0 {
		return true
	}
	name := "address " + s.address(r)
	if p != nil {
		name = "person " + p.Name
	}
	wait, ok := s.often.Take(name, s.now())
	if !ok {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		refuse(w, r, http.StatusTooManyRequests, fmt.Sprintf("more than %g requests a second: wait as long as Retry-After says", s.often.PerSecond))
	}
	return ok
}

// address is where a request comes from: behind a proxy, the last address that
// the proxy itself added.
func (s *Server) address(r *http.Request) string {
	if s.o.Proxy {
		all := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if a := strings.TrimSpace(all[len(all)-1]); net.ParseIP(a) != nil {
			return a
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// refuse tells a program by problem+json and a person in words why not.
func refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	if !isAPI(r) {
		http.Error(w, why, status)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": why}) // who has gone needs no answer
}

// escapePath is a path fit to stand as a value in an address.
func escapePath(s string) string {
	return strings.NewReplacer("%", "%25", "&", "%26", "#", "%23", "+", "%2B", "?", "%3F", "=", "%3D", " ", "%20").Replace(s)
}

// inside is a path of this desk, or the inbox for anything else.
func inside(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}

// guarded refuses requests that name another host, as a page that has the
// machine's address under a name of its own would (DNS rebinding), and tells
// browsers to load nothing from anywhere else and to run nothing.
func (s *Server) guarded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.here(r.Host) {
			names := "127.0.0.1 and localhost"
			if len(s.o.Hosts) > 0 {
				names += " and " + strings.Join(s.o.Hosts, " and ")
			}
			refuse(w, r, http.StatusMisdirectedRequest, "this desk answers at "+names+" alone; sayso serve --host gives it another name")
			return
		}
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		if s.o.Secure {
			head.Set("Strict-Transport-Security", "max-age=31536000")
		}
		h.ServeHTTP(w, r)
	})
}

// here tells whether a request names this desk.
func (s *Server) here(host string) bool {
	if slices.Contains(s.o.Hosts, host) {
		return true
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return slices.Contains(s.o.Hosts, name) || (name == "localhost" || loopback(name)) && !s.o.Proxy
}

// Options are how a desk is reached and what it may do.
type Options struct {
	By       string            // who is at a desk without accounts
	Hosts    []string          // names under which it is reached from other machines, with the port where it is not 443
	Secure   bool              // TLS ends here or in a proxy before it
	Proxy    bool              // a proxy on this machine hands requests on
	Beyond   bool              // it listens to other machines
	Provider *account.Provider // nil where nobody vouches for people
	Rate     float64           // requests a second that one person may make, 50 when 0
	Intake   Intake            // what reads reports that come in; the zero Intake takes none
}

// open tells whether others than the one at this machine can come to the desk.
func (o *Options) open() bool { return o.Beyond || o.Proxy }

// The reasons for which a desk does not open to other machines.
var (
	ErrNoTLS      = errors.New("beyond this machine the desk needs TLS: give --tls-cert and --tls-key, or --behind-proxy where a proxy has it, or listen on 127.0.0.1")
	ErrNoAccounts = errors.New("beyond this machine the desk needs accounts: make one with sayso account add NAME --role admin")
	ErrNoHost     = errors.New("beyond this machine the desk needs the name it is reached by: give --host desk.example.org")
)

// Ready tells why a desk must not open with these options, nil where it may.
func (o *Options) Ready(ctx context.Context, accounts *account.Store) error {
	if err := o.check(); err != nil || !o.open() {
		return err
	}
	if !o.Secure {
		return ErrNoTLS
	}
	if len(o.Hosts) == 0 {
		return ErrNoHost
	}
	any, err := accounts.Any(ctx)
	if err == nil && !any {
		err = ErrNoAccounts
	}
	return err
}

// check checks the names that a desk goes by, and fills what was left out.
func (o *Options) check() error {
	cross := http.NewCrossOriginProtection()
	for _, h := range o.Hosts {
		if err := cross.AddTrustedOrigin("https://" + h); err != nil || strings.ContainsAny(h, "/ ") {
			return fmt.Errorf("host %q: %w: it is a name such as desk.example.org, with the port where it is not 443", h, ledger.ErrInput)
		}
	}
	o.Rate = cmp.Or(o.Rate, 50)
	return nil
}
