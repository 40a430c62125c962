package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

// accountRow is an account as administrators see it.
type accountRow = account.Account

// newAccount is an account to make.
type newAccount struct {
	Name     string       `json:"name" minLength:"1" maxLength:"100"`
	Role     account.Role `json:"role" enum:"reader,analyst,admin"`
	Password string       `json:"password,omitempty" maxLength:"1000"`
}

// change is what an account is to be; what is left out stays.
type change struct {
	Role     account.Role `json:"role,omitempty" enum:"reader,analyst,admin,"`
	Password string       `json:"password,omitempty" maxLength:"1000"`
	Locked   *bool        `json:"locked,omitempty" doc:"true: nobody comes in by it, by password, provider, session or token; false: unlocked"`
}

// newToken is a token to make.
type newToken struct {
	Label  string          `json:"label" minLength:"1" maxLength:"200" doc:"what it is for"`
	Scopes []account.Scope `json:"scopes" minItems:"1" maxItems:"4" enum:"read,add,decide,manage"`
	Days   int             `json:"days,omitempty" minimum:"0" maximum:"366" doc:"how long it lasts, 90 when left out"`
}

// issued is a token with its secret.
type issued struct {
	account.Token
	Secret string `json:"secret" doc:"shown this once"`
}

// otherPassword is a change of one's own password.
type otherPassword struct {
	Old string `json:"old" maxLength:"1000" doc:"the password that you have"`
	New string `json:"new" maxLength:"1000" doc:"15 characters or more"`
}

var errTooOften = errors.New("too many tries: wait a minute")

func (s *Server) accountsAPI(a apiOf) {
	type Named struct {
		Name string `path:"name" maxLength:"100"`
	}
	reads(a, "/api/v1/accounts", told{account.Manage, "accounts", "The accounts by name", ""},
		func(ctx context.Context, _ *struct{}) (list[accountRow], error) {
			all, err := s.accounts.All(ctx)
			return list[accountRow]{Items: all}, err
		})
	on(a, http.MethodPost, "/api/v1/accounts", told{account.Manage, "accounts", "Make an account", "With a password of 15 characters or more; without one, for whom the identity provider vouches under this name, their verified e-mail address. The first account is made with sayso account add."},
		func(ctx context.Context, in *body[newAccount]) (*body[accountRow], error) {
			out, err := s.makeAccount(ctx, in.Body)
			return &body[accountRow]{out}, err
		})
	on(a, http.MethodPatch, "/api/v1/accounts/{name}", told{account.Manage, "accounts", "Give an account another role or password, lock or unlock it", "Its sessions end."},
		func(ctx context.Context, in *struct {
			Named
			Body change
		}) (*body[accountRow], error) {
			out, err := s.changeAccount(ctx, in.Name, in.Body)
			return &body[accountRow]{out}, err
		})
	on(a, http.MethodDelete, "/api/v1/accounts/{name}", told{account.Manage, "accounts", "End an account with its sessions and tokens", "What it decided stays, under its name."},
		func(ctx context.Context, in *Named) (*struct{}, error) {
			return nil, s.accounts.Remove(ctx, in.Name, who(ctx).Name)
		})
	reads(a, "/api/v1/accounts/events", told{account.Manage, "accounts", "Logins, refusals, and changes of accounts and tokens, the newest first", "Decisions are in the log."},
		func(ctx context.Context, in *struct {
			Limit int `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		}) (list[account.Event], error) {
			all, err := s.accounts.Events(ctx, in.Limit)
			return list[account.Event]{Items: all}, err
		})
	on(a, http.MethodPost, "/api/v1/me/password", told{account.Read, "accounts", "Change your own password", "On proof of the one that you have. Your other sessions end; your tokens stay."},
		func(ctx context.Context, in *body[otherPassword]) (*struct{}, error) {
			return nil, s.changePassword(ctx, in.Body)
		})
	reads(a, "/api/v1/tokens", told{account.Read, "accounts", "Your tokens", "Administrators see all of them."},
		func(ctx context.Context, _ *struct{}) (list[account.Token], error) {
			all, err := s.accounts.Tokens(ctx, s.owner(ctx))
			return list[account.Token]{Items: all}, err
		})
	on(a, http.MethodPost, "/api/v1/tokens", told{account.Read, "accounts", "Make a token of your own", "With no more scopes than you come with."},
		func(ctx context.Context, in *body[newToken]) (*body[issued], error) {
			out, err := s.makeToken(ctx, in.Body)
			return &body[issued]{out}, err
		})
	on(a, http.MethodDelete, "/api/v1/tokens/{id}", told{account.Read, "accounts", "End a token", "Your own; an administrator any."},
		func(ctx context.Context, in *struct {
			ID string `path:"id" maxLength:"100"`
		}) (*struct{}, error) {
			return nil, s.accounts.Revoke(ctx, in.ID, s.owner(ctx), who(ctx).Name)
		})
}

// makeAccount makes an account, the first one an administrator's.
func (s *Server) makeAccount(ctx context.Context, n newAccount) (accountRow, error) {
	if who(ctx).Alone && n.Role != account.Admin {
		return accountRow{}, fmt.Errorf("account %s: %w: the first account is an administrator's, or nobody could come in again", n.Name, ledger.ErrInput)
	}
	if err := s.accounts.Add(ctx, n.Name, n.Role, n.Password, who(ctx).Name); err != nil {
		return accountRow{}, err
	}
	return s.accounts.Get(ctx, n.Name)
}

func (s *Server) changeAccount(ctx context.Context, name string, c change) (accountRow, error) {
	by := who(ctx).Name
	if c.Role != "" {
		if err := s.accounts.SetRole(ctx, name, c.Role, by); err != nil {
			return accountRow{}, err
		}
	}
	if c.Password != "" {
		if err := s.accounts.SetPassword(ctx, name, c.Password, by); err != nil {
			return accountRow{}, err
		}
	}
	if c.Locked != nil {
		if err := s.accounts.SetLocked(ctx, name, *c.Locked, by); err != nil {
			return accountRow{}, err
		}
	}
	return s.accounts.Get(ctx, name)
}

// changePassword changes the password of who asks; the session that asks goes
// on.
func (s *Server) changePassword(ctx context.Context, c otherPassword) error {
	p := who(ctx)
	if p.Alone {
		return fmt.Errorf("password: %w: the desk has no accounts and asks for no password", ledger.ErrInput)
	}
	if _, ok := s.tries.Take("password of "+p.Name, s.now()); !ok {
		return errTooOften
	}
	a, err := s.accounts.ChangePassword(ctx, p.Name, c.Old, c.New)
	if err != nil || p.Token != "" {
		return err
	}
	return account.Begin(ctx, s.sessions, a)
}

// makeToken makes a token of who asks, with no more scopes than they come with.
func (s *Server) makeToken(ctx context.Context, n newToken) (issued, error) {
	p := who(ctx)
	if p.Alone {
		return issued{}, fmt.Errorf("token: %w: the desk has no accounts and asks for no token", ledger.ErrInput)
	}
	for _, x := range n.Scopes {
		if !p.May(x) {
			return issued{}, fmt.Errorf("token: %w: you come without the scope %s", account.ErrInput, x)
		}
	}
	days := n.Days
	if days == 0 {
		days = 90
	}
	t, secret, err := s.accounts.Issue(ctx, p.Name, n.Label, n.Scopes, time.Duration(days)*24*time.Hour, p.Name)
	return issued{t, secret}, err
}

// owner is whose tokens somebody may see and end, "" for anybody's.
func (s *Server) owner(ctx context.Context) string {
	if p := who(ctx); !p.May(account.Manage) {
		return p.Name
	}
	return ""
}
