package web

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"time"

	"github.com/sayso/sayso/web/account"
)

//go:embed door/login.html
var doorPages embed.FS

var loginPage = template.Must(template.ParseFS(doorPages, "door/login.html"))

// login lets people in by name and password, or through their provider.
func (s *Server) login(mux *http.ServeMux) {
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		s.ask(w, http.StatusOK, inside(r.URL.Query().Get("to")), "")
	})
	mux.HandleFunc("POST /login", s.enter)
	mux.HandleFunc("POST /logout", func(w http.ResponseWriter, r *http.Request) {
		if err := s.sessions.Destroy(r.Context()); err != nil {
			refuse(w, r, http.StatusInternalServerError, err.Error())
			return
		}
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok\n")) })
	if s.o.Provider == nil {
		return
	}
	mux.HandleFunc("GET /login/provider", func(w http.ResponseWriter, r *http.Request) {
		if !s.tried(w, r, "") {
			return
		}
		s.sessions.Put(r.Context(), "to", inside(r.URL.Query().Get("to")))
		http.Redirect(w, r, s.o.Provider.Start(r.Context(), s.sessions), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /login/back", func(w http.ResponseWriter, r *http.Request) {
		a, err := s.o.Provider.Finish(r.Context(), s.sessions, r.URL.Query())
		to := inside(s.sessions.PopString(r.Context(), "to"))
		if err != nil {
			s.ask(w, doorStatus(err), to, err.Error())
			return
		}
		s.seat(w, r, a, to)
	})
}

func (s *Server) ask(w http.ResponseWriter, status int, to, why string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = loginPage.Execute(w, struct { // who has gone needs no page
		To, Why  string
		Provider bool
	}{to, why, s.o.Provider != nil})
}

func (s *Server) enter(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<14)
	name, to := r.PostFormValue("name"), inside(r.PostFormValue("to"))
	if !s.tried(w, r, name) {
		return
	}
	a, err := s.accounts.Enter(r.Context(), name, r.PostFormValue("password"))
	if err != nil {
		s.ask(w, doorStatus(err), to, err.Error())
		return
	}
	s.seat(w, r, a, to)
}

// tried tells whether somebody may try to log in once more, under a name where
// there is one.
func (s *Server) tried(w http.ResponseWriter, r *http.Request, name string) bool {
	_, ok := s.knocks.Take(s.address(r), s.now())
	if ok && name != "" {
		_, ok = s.tries.Take(s.address(r)+" "+name, s.now())
	}
	if ok {
		return true
	}
	w.Header().Set("Retry-After", "60")
	s.ask(w, http.StatusTooManyRequests, "/", "Too many tries: wait a minute.")
	return false
}

func (s *Server) seat(w http.ResponseWriter, r *http.Request, a account.Account, to string) {
	if err := account.Begin(r.Context(), s.sessions, a); err != nil {
		refuse(w, r, http.StatusInternalServerError, err.Error())
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func doorStatus(err error) int {
	switch {
	case errors.Is(err, account.ErrRefused):
		return http.StatusUnauthorized
	case errors.Is(err, account.ErrUnknown), errors.Is(err, account.ErrLocked), errors.Is(err, account.ErrProvider):
		return http.StatusForbidden
	}
	return statusOf(err)
}

// longestRequest is how long a request may take that is no stream.
const longestRequest = time.Minute
