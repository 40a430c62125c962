// Package entity is about what names in reports stand for: which names may be
// one, what reports tie to them, and what people decided about that.
//
// A name is never a thing just because it was met: entities are candidates
// until a person decides, and every decision can be taken back. The package
// finds and weighs; it stores nothing (the ledger does) and fetches nothing.
package entity

import (
	"strings"

	"github.com/sayso/sayso/entity/fold"
)

// Key is a name without what writers vary without meaning anything: case, marks,
// punctuation, a leading article, a possessive ending. Names of one key are the
// same words.
func Key(name string) string {
	name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(name), "'s"), "’s")
	r := fold.Read(name)
	if len(r) == 0 {
		return strings.ToLower(name)
	}
	words := make([]string, 0, len(r[0].Tokens))
	for i, t := range r[0].Tokens {
		if i > 0 || t.Text != "the" || len(r[0].Tokens) == 1 {
			words = append(words, t.Text)
		}
	}
	return strings.Join(words, " ")
}
