package web

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2/sse"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

// logRow is a record of the log. What is sealed to others has no key and nobody.
type logRow struct {
	Seq  int64       `json:"seq"`
	Kind ledger.Kind `json:"kind" doc:"report, reading, facts, decision, list or erasure"`
	Key  string      `json:"key"`
	At   time.Time   `json:"at"`
	By   string      `json:"by"`
	Hash string      `json:"hash" doc:"RFC 6962 leaf hash, hexadecimal"`
}

// logHead is the signed head of the log and the key that it is checked with.
type logHead struct {
	Head    string `json:"head"`
	Key     string `json:"key"`
	Records int64  `json:"records"`
}

func (s *Server) logAPI(a apiOf) {
	reads(a, "/api/v1/me", told{account.Read, "accounts", "Who you are here, what you may do, and how much is sealed to others", ""},
		func(ctx context.Context, _ *struct{}) (me, error) {
			p := who(ctx)
			return looked(ctx, s, func(v *ledger.View) (me, error) {
				return me{p.Name, p.Role, p.Scopes, p.Alone, p.Token, len(v.Veil().Reports)}, nil
			})
		})
	reads(a, "/api/v1/log", told{account.Read, "log", "The records of the log in order", ""},
		func(ctx context.Context, in *struct {
			From  int64 `query:"from" minimum:"0" doc:"the first record"`
			Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		}) (list[logRow], error) {
			return looked(ctx, s, func(v *ledger.View) (list[logRow], error) {
				out := list[logRow]{Items: []logRow{}}
				for r, err := range v.Records(ctx, in.From) {
					if err != nil {
						return out, err
					}
					if len(out.Items) == in.Limit {
						out.Next = fmt.Sprint(r.Seq)
						break
					}
					out.Items = append(out.Items, logRow{r.Seq, r.Kind, r.Key, r.At, r.By, hex.EncodeToString(r.Hash[:])})
				}
				return out, nil
			})
		})
	reads(a, "/api/v1/log/head", told{account.Read, "log", "The signed head of the log", "Keep a copy elsewhere, and the past cannot be rewritten unseen."},
		func(ctx context.Context, _ *struct{}) (out logHead, err error) {
			if out.Head, err = s.ledger.Head(ctx); err != nil {
				return out, err
			}
			if out.Key, err = s.ledger.Key(ctx); err != nil {
				return out, err
			}
			return out, s.ledger.View(ctx, func(v *ledger.View) error {
				out.Records, err = v.Size(ctx)
				return err
			})
		})
	reads(a, "/api/v1/log/proof", told{account.Read, "log", "The proof that the log extends an earlier head", ""},
		func(ctx context.Context, in *struct {
			Size int64  `query:"size" required:"true" minimum:"0" doc:"records of the earlier head"`
			Root string `query:"root" required:"true" doc:"its root, base64 as in the head" maxLength:"100"`
		}) (ledger.Extension, error) {
			root, err := tlog.ParseHash(in.Root)
			if err != nil {
				return ledger.Extension{}, fmt.Errorf("root %q: %w: %w", in.Root, ledger.ErrInput, err)
			}
			return s.ledger.Prove(ctx, tlog.Tree{N: in.Size, Hash: root})
		})
	on(a, http.MethodPost, "/api/v1/log/verify", told{account.Manage, "log", "Recompute every hash, span and quote", "It takes as long as reading the whole ledger."},
		func(ctx context.Context, _ *struct{}) (*body[ledger.Verification], error) {
			v, err := s.whole.Verify(ctx, nil)
			return &body[ledger.Verification]{v}, err
		})
	op := operation(http.MethodGet, newsPath, told{account.Read, "log", "News as it happens, as server-sent events",
		"A report came in or was read, somebody decided, something was derived anew, how much waits. The id of an event is a place in the log: a browser that comes back with Last-Event-ID, or from=ID, misses nothing. It ends when the login or the token does."})
	sse.Register(a, op, map[string]any{"report": newsReport{}, "reading": newsReading{}, "decision": newsDecision{}, "derived": newsDerived{}, "progress": progress{}}, s.events)
}

// me is who somebody is at the desk.
type me struct {
	Name   string          `json:"name"`
	Role   account.Role    `json:"role"`
	Scopes []account.Scope `json:"scopes"`
	Alone  bool            `json:"alone" doc:"the desk has no accounts"`
	Token  string          `json:"token,omitempty"`
	Sealed int             `json:"sealed" doc:"reports that are sealed to others"`
}
