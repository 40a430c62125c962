package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

// The pages of accounts, beside the settings. They do what the operations of
// the API do, and no more.
const (
	yourPage     = "/settings/you"
	accountsPage = "/settings/accounts"
)

// settingsTabs are the pages under Settings that somebody may open.
type settingsTabs struct {
	Here          string
	You, Accounts bool
}

func (s *Server) tabs(r *http.Request, here string) settingsTabs {
	p := who(r.Context())
	return settingsTabs{here, s.at == "" && p != nil && !p.Alone, s.at == "" && p.May(account.Manage)}
}

// tokenRow is a token as a list shows it.
type tokenRow struct {
	account.Token
	Over bool
}

func (s *Server) tokenRows(r *http.Request, of string) ([]tokenRow, error) {
	all, err := s.accounts.Tokens(r.Context(), of)
	out := make([]tokenRow, len(all))
	for i, t := range all {
		out[len(all)-1-i] = tokenRow{t, !t.Expires.After(s.now())}
	}
	return out, err
}

// you is one's own account: password and tokens. made is a token that was just
// made: its secret stands on this answer alone.
func (s *Server) you(r *http.Request, made *issued, changed bool) (string, any, error) {
	var data struct {
		Tabs    settingsTabs
		Person  *account.Person
		Account account.Account
		Tokens  []tokenRow
		Scopes  []account.Scope
		Made    *issued
		Changed bool
		Least   int
	}
	ctx := r.Context()
	data.Tabs, data.Person, data.Made, data.Changed, data.Least = s.tabs(r, "you"), who(ctx), made, changed, account.MinPassword
	if data.Person.Alone {
		return "", nil, fmt.Errorf("this desk has no accounts: %w: an administrator's is made first, under Settings, Accounts", ledger.ErrNotFound)
	}
	data.Scopes = data.Person.Scopes
	var err error
	if data.Account, err = s.accounts.Get(ctx, data.Person.Name); err == nil {
		data.Tokens, err = s.tokenRows(r, data.Person.Name)
	}
	return "you", data, err
}

// yours takes the forms of one's own account.
func (s *Server) yours(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<14)
	ctx := r.Context()
	var made *issued
	var err error
	do := r.PostFormValue("do")
	switch do {
	case "password":
		err = s.changePassword(ctx, otherPassword{r.PostFormValue("old"), r.PostFormValue("new")})
	case "token":
		n := newToken{Label: strings.TrimSpace(r.PostFormValue("label"))}
		for _, x := range r.PostForm["scope"] {
			n.Scopes = append(n.Scopes, account.Scope(x))
		}
		n.Days, err = strconv.Atoi(r.PostFormValue("days"))
		switch {
		case err != nil:
			err = fmt.Errorf("days %q: %w: a number", r.PostFormValue("days"), ledger.ErrInput)
		case n.Label == "" || len(n.Label) > 200 || len(n.Scopes) == 0:
			err = fmt.Errorf("token: %w: say what it is for, and what it may do", ledger.ErrInput)
		default:
			var t issued
			t, err = s.makeToken(ctx, n)
			made = &t
		}
	case "revoke":
		if err = s.accounts.Revoke(ctx, r.PostFormValue("token"), who(ctx).Name, who(ctx).Name); err == nil {
			http.Redirect(w, r, yourPage, http.StatusSeeOther)
			return
		}
	default:
		err = fmt.Errorf("%q: %w: it is password, token or revoke", do, ledger.ErrInput)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.page(func(r *http.Request) (string, any, error) { return s.you(r, made, do == "password") })(w, r)
}

// shownEvents is how many events of accounts a page lists.
const shownEvents = 60

func (s *Server) accountList(r *http.Request) (string, any, error) {
	var data struct {
		Tabs     settingsTabs
		Me       string
		Alone    bool
		Provider bool // somebody vouches for people
		Accounts []account.Account
		Held     map[string]int // tokens by account
		Tokens   []tokenRow
		Events   []account.Event
		Done     *account.Event // what a form of this page did
		Roles    []account.Role
		Least    int
	}
	ctx := r.Context()
	p := who(ctx)
	data.Tabs, data.Me, data.Alone, data.Provider, data.Least = s.tabs(r, "accounts"), p.Name, p.Alone, s.o.Provider != nil, account.MinPassword
	data.Roles = []account.Role{account.Reader, account.Analyst, account.Admin}
	var err error
	if data.Accounts, err = s.accounts.All(ctx); err != nil {
		return "", nil, err
	}
	if data.Tokens, err = s.tokenRows(r, ""); err != nil {
		return "", nil, err
	}
	data.Held = map[string]int{}
	for _, t := range data.Tokens {
		data.Held[t.Account]++
	}
	if data.Events, err = s.accounts.Events(ctx, shownEvents); err != nil {
		return "", nil, err
	}
	if about := r.URL.Query().Get("done"); about != "" {
		i := slices.IndexFunc(data.Events, func(e account.Event) bool { return e.Who == p.Name && e.About == about })
		if i >= 0 && s.now().Sub(data.Events[i].At) < time.Minute {
			data.Done = &data.Events[i]
		}
	}
	return "accounts", data, nil
}

// keep takes the forms of the accounts' page.
func (s *Server) keep(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<14)
	ctx := r.Context()
	name, password := strings.TrimSpace(r.PostFormValue("name")), r.PostFormValue("password")
	yes, no := true, false
	var err error
	switch do := r.PostFormValue("do"); do {
	case "add":
		if password == "" && r.PostFormValue("provided") == "" {
			err = fmt.Errorf("account %s: %w: it needs a password", name, ledger.ErrInput)
			break
		}
		if r.PostFormValue("provided") != "" {
			password = ""
		}
		_, err = s.makeAccount(ctx, newAccount{name, account.Role(r.PostFormValue("role")), password})
	case "role":
		_, err = s.changeAccount(ctx, name, change{Role: account.Role(r.PostFormValue("role"))})
	case "password":
		if password == "" {
			err = fmt.Errorf("account %s: %w: no password was given", name, ledger.ErrInput)
			break
		}
		_, err = s.changeAccount(ctx, name, change{Password: password})
	case "lock":
		_, err = s.changeAccount(ctx, name, change{Locked: &yes})
	case "unlock":
		_, err = s.changeAccount(ctx, name, change{Locked: &no})
	case "remove":
		if r.PostFormValue("sure") == "" {
			err = fmt.Errorf("account %s: %w: tick the box to remove it", name, ledger.ErrInput)
			break
		}
		err = s.accounts.Remove(ctx, name, who(ctx).Name)
	case "revoke":
		name = r.PostFormValue("token")
		err = s.accounts.Revoke(ctx, name, "", who(ctx).Name)
	default:
		err = fmt.Errorf("%q: %w: it is add, role, password, lock, unlock, remove or revoke", do, ledger.ErrInput)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	http.Redirect(w, r, accountsPage+"?done="+escapePath(name), http.StatusSeeOther)
}
