// Package fold makes spellings of one name meet: it brings names of other
// scripts to Latin letters, cuts names into tokens and tokens into sounds, and
// compares sounds by the romanisation systems of a language.
//
// It knows nothing of lists or entities, and it decides nothing: a likeness
// between two tokens says only how two systems of spelling would explain it.
package fold

import (
	"embed"
	"strings"
	"unicode"
)

//go:embed data
var data embed.FS

// Language is a family of romanisation systems.
type Language uint8

// The languages whose spellings are folded. General holds what writers of any
// European language vary.
const (
	General Language = iota
	Korean
	Russian
	Arabic
	Chinese
	languages
)

var languageNames = [...]string{"general", "Korean", "Russian", "Arabic", "Chinese"}

func (l Language) String() string { return languageNames[l] }

// Token is one word of a name in plain Latin letters.
type Token struct {
	// Text is the word in lower-case ASCII letters and digits.
	Text string
	// Bare tells that the word comes from a script that leaves vowels out.
	Bare bool
	// Hyphen tells that a hyphen ties the word to the one before it.
	Hyphen bool
	// Sounds are the word's letters grouped to sounds.
	Sounds Sounds
}

// Name is a name cut into words.
type Name struct {
	// Original is the name as written.
	Original string
	// Reading says how the name came to Latin letters, empty where it was in them.
	Reading string
	// Language is what the script tells of the language, General for nothing.
	Language Language
	Tokens   []Token
}

// Read cuts a name into tokens. A name in Chinese characters has several
// readings, all others have one; a name without a letter or digit has none.
func Read(name string) []Name {
	out := []Name{}
	for _, r := range latin(name) {
		n := Name{Original: name, Reading: r.rule, Language: r.lang, Tokens: split(r.text, r.bare)}
		if len(n.Tokens) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// split cuts Latin text at whatever is neither letter nor digit; an
// apostrophe is no cut.
func split(text string, bare bool) []Token {
	var out []Token
	var b strings.Builder
	var sounds Sounds
	heard := 0 // of b, in sounds
	hyphen := false
	flush := func() {
		if b.Len() > 0 {
			sounds.hear(b.String()[heard:])
			out = append(out, Token{Text: b.String(), Bare: bare, Hyphen: hyphen && len(out) > 0, Sounds: sounds})
			b.Reset()
		}
		sounds, heard = Sounds{}, 0
		hyphen = false
	}
	for _, r := range text {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(unicode.ToLower(r))
		case r == apart:
			sounds.hear(b.String()[heard:])
			heard = b.Len()
		case r == '\'' || r == '`' || r == '’' || r == '‘' || r == 'ʼ' || r == 'ʻ' || r == '"':
		case r == '-' || r == '‐' || r == '‑':
			flush()
			hyphen = true
		default:
			flush()
		}
	}
	flush()
	return out
}

// Join is two tokens written as one; their sounds stay apart.
func Join(a, b Token) Token {
	return Token{Text: a.Text + b.Text, Bare: a.Bare || b.Bare, Sounds: a.Sounds.With(&b.Sounds)}
}

// With are the sounds of two words, one after the other.
func (s *Sounds) With(t *Sounds) Sounds {
	out := *s
	for _, x := range t.heard() {
		out.add(x)
	}
	return out
}
