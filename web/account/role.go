package account

import (
	"fmt"
	"slices"
	"strings"
)

// Role says what an account may do at most.
type Role string

// A reader looks; an analyst adds reports and decides as well; an administrator
// keeps accounts, feeds and the queue too.
const (
	Reader  Role = "reader"
	Analyst Role = "analyst"
	Admin   Role = "admin"
)

// Scope is one thing that may be done, with an account or a token.
type Scope string

// The scopes. A token has some of those that its account's role has.
const (
	Read   Scope = "read"   // look at everything that is not sealed to others
	Add    Scope = "add"    // bring reports in
	Decide Scope = "decide" // confirm, reject, answer, withdraw, seal, undo
	Manage Scope = "manage" // accounts, feeds, jobs
)

var scopes = map[Role][]Scope{Reader: {Read}, Analyst: {Read, Add, Decide}, Admin: {Read, Add, Decide, Manage}}

// Scopes are what a role may do.
func (r Role) Scopes() []Scope { return slices.Clone(scopes[r]) }

// ParseRole is the role that s names. Errors wrap ErrInput.
func ParseRole(s string) (Role, error) {
	if r := Role(s); scopes[r] != nil {
		return r, nil
	}
	return "", fmt.Errorf("role %q: %w: it is reader, analyst or admin", s, ErrInput)
}

// ParseScopes are the scopes in words set apart by commas or spaces; none mean
// read. Errors wrap ErrInput.
func ParseScopes(s string) ([]Scope, error) {
	var out []Scope
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(scopes[Admin], Scope(w)) {
			return nil, fmt.Errorf("scope %q: %w: it is read, add, decide or manage", w, ErrInput)
		}
		if !slices.Contains(out, Scope(w)) {
			out = append(out, Scope(w))
		}
	}
	if out == nil {
		out = []Scope{Read}
	}
	slices.Sort(out)
	return out, nil
}

func joinScopes(all []Scope) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return strings.Join(words, " ")
}

// Person is who is at the desk and what they may do there.
type Person struct {
	Name   string
	Role   Role
	Scopes []Scope
	// Alone is the one person at a desk without accounts, to whom nothing is
	// sealed: whoever holds the ledger's file can read it.
	Alone bool
	// Token is the id of the token they came with, empty for a session.
	Token string
}

// May tells whether somebody may do something.
func (p *Person) May(s Scope) bool { return p != nil && slices.Contains(p.Scopes, s) }
