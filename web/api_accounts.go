package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

// accountRow is an account as administrators see it.
type accountRow = account.Account

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
		func(ctx context.Context, in *body[struct {
			Name     string       `json:"name" minLength:"1" maxLength:"100"`
			Role     account.Role `json:"role" enum:"reader,analyst,admin"`
			Password string       `json:"password,omitempty" maxLength:"1000"`
		}]) (*body[accountRow], error) {
			if who(ctx).Alone && in.Body.Role != account.Admin {
				return nil, fmt.Errorf("account %s: %w: the first account is an administrator's, or nobody could come in again", in.Body.Name, ledger.ErrInput)
			}
			if err := s.accounts.Add(ctx, in.Body.Name, in.Body.Role, in.Body.Password, who(ctx).Name); err != nil {
				return nil, err
			}
			out, err := s.accounts.Get(ctx, in.Body.Name)
			return &body[accountRow]{out}, err
		})
	on(a, http.MethodPatch, "/api/v1/accounts/{name}", told{account.Manage, "accounts", "Give an account another role or password", "Its sessions end."},
		func(ctx context.Context, in *struct {
			Named
			Body struct {
				Role     account.Role `json:"role,omitempty" enum:"reader,analyst,admin,"`
				Password string       `json:"password,omitempty" maxLength:"1000"`
			}
		}) (*body[accountRow], error) {
			if in.Body.Role != "" {
				if err := s.accounts.SetRole(ctx, in.Name, in.Body.Role, who(ctx).Name); err != nil {
					return nil, err
				}
			}
			if in.Body.Password != "" {
				if err := s.accounts.SetPassword(ctx, in.Name, in.Body.Password, who(ctx).Name); err != nil {
					return nil, err
				}
			}
			out, err := s.accounts.Get(ctx, in.Name)
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
	reads(a, "/api/v1/tokens", told{account.Read, "accounts", "Your tokens", "Administrators see all of them."},
		func(ctx context.Context, _ *struct{}) (list[account.Token], error) {
			all, err := s.accounts.Tokens(ctx, s.owner(ctx))
			return list[account.Token]{Items: all}, err
		})
	type issued struct {
		account.Token
		Secret string `json:"secret" doc:"shown this once"`
	}
	on(a, http.MethodPost, "/api/v1/tokens", told{account.Read, "accounts", "Make a token of your own", "With no more scopes than you come with."},
		func(ctx context.Context, in *body[struct {
			Label  string          `json:"label" minLength:"1" maxLength:"200" doc:"what it is for"`
			Scopes []account.Scope `json:"scopes" minItems:"1" maxItems:"4" enum:"read,add,decide,manage"`
			Days   int             `json:"days,omitempty" minimum:"0" maximum:"366" doc:"how long it lasts, 90 when left out"`
		}]) (*body[issued], error) {
			p := who(ctx)
			if p.Alone {
				return nil, fmt.Errorf("token: %w: the desk has no accounts and asks for no token", ledger.ErrInput)
			}
			for _, x := range in.Body.Scopes {
				if !p.May(x) {
					return nil, fmt.Errorf("token: %w: you come without the scope %s", account.ErrInput, x)
				}
			}
			days := in.Body.Days
			if days == 0 {
				days = 90
			}
			t, secret, err := s.accounts.Issue(ctx, p.Name, in.Body.Label, in.Body.Scopes, time.Duration(days)*24*time.Hour, p.Name)
			return &body[issued]{issued{t, secret}}, err
		})
	on(a, http.MethodDelete, "/api/v1/tokens/{id}", told{account.Read, "accounts", "End a token", "Your own; an administrator any."},
		func(ctx context.Context, in *struct {
			ID string `path:"id" maxLength:"100"`
		}) (*struct{}, error) {
			return nil, s.accounts.Revoke(ctx, in.ID, s.owner(ctx), who(ctx).Name)
		})
}

// owner is whose tokens somebody may see and end, "" for anybody's.
func (s *Server) owner(ctx context.Context) string {
	if p := who(ctx); !p.May(account.Manage) {
		return p.Name
	}
	return ""
}
