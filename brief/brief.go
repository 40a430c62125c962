// Package brief makes briefs that people can cite: every sentence is built from
// claims and opens the exact words it rests on.
//
// It raises nothing above the words: what was ordered is told as ordered, and
// what one anonymous person says as said by one anonymous person. Choosing the
// claims is the caller's, relating them story's; a brief sets out and explains.
package brief

import (
	"errors"
	"fmt"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/lens"
)

// Schema names the form of a Brief's JSON.
const Schema = "sayso.brief/1"

// Standard is the standard of evidence that a brief holds claims to.
type Standard string

// The standards of evidence.
const (
	TwoOrigins     Standard = "two-origins"
	OneNamedOrigin Standard = "one-named-origin"
	Reported       Standard = "reported"
)

// The ways in which a brief is refused.
var (
	ErrStandard = errors.New("there is no such standard: it is two-origins, one-named-origin or reported")
	ErrBrief    = errors.New("it is not a brief that sayso wrote")
	ErrFormat   = errors.New("there is no such format: it is md, html, docx, pdf or json")
)

// ParseStandard is the standard that s names.
func ParseStandard(s string) (Standard, error) {
	switch st := Standard(s); st {
	case TwoOrigins, OneNamedOrigin, Reported:
		return st, nil
	}
	return "", fmt.Errorf("%q: %w", s, ErrStandard)
}

// Text states the standard in words, as a brief begins with it.
func (s Standard) Text() string {
	switch s {
	case TwoOrigins:
		return "Two independent origins: a claim is listed as reaching the standard only where at least two origins, judged independent for a stated reason, carry it and nothing speaks against it. Outlets that repeat one another count as one. Independence that is not established does not count."
	case OneNamedOrigin:
		return "One named origin: a claim is listed as reaching the standard where a named person, an official body or a document is reported to say it and nothing speaks against it. What rests on an anonymous or unnamed voice, or on a report's own voice alone, does not reach it."
	}
	return "Reported: a claim is listed where a report puts it forward and nothing is known to speak against it. Being listed says that it was reported, and nothing more."
}

// Matter is what a brief is made from. Chosen, when not nil, tells which claims
// it is about; the zero value of the rest is a brief of all of them, by
// Reported, in full.
type Matter struct {
	Question string // what was asked for, as words
	Standard Standard
	Profile  export.Profile
	AsOf     string // day, YYYY-MM-DD; forecasts are overdue by it
	Ledger   int64  // records of the ledger it was made from, 0 without
	Entries  []*export.Entry
	Lenses   []lens.Lens // with which claims are tagged for triage
	Chosen   func(report, claim string) bool
}

// Brief is a brief as data; each form of it is drawn from this alone, so that it
// can be drawn again to the byte. Its JSON has a fixed field order.
type Brief struct {
	Schema       string             `json:"schema"`
	Question     string             `json:"question"`
	Standard     Standard           `json:"standard"`
	StandardText string             `json:"standard_text"`
	Profile      export.Profile     `json:"profile"`
	AsOf         string             `json:"as_of"`
	Ledger       int64              `json:"ledger_records"`
	Reader       []string           `json:"readers"`
	Lenses       []string           `json:"lenses,omitempty"` // names
	Summary      []string           `json:"summary"`
	Since        *Since             `json:"since,omitempty"`
	Sections     []Section          `json:"sections"`
	Notes        []Note             `json:"notes"`
	Reports      []Report           `json:"reports"`
	Coarsened    []export.Coarsened `json:"coarsened"`
}

// Section is a part of a brief; a section without sentences says why in About.
type Section struct {
	Name      string     `json:"name"`
	Title     string     `json:"title"`
	About     string     `json:"about"`
	Sentences []Sentence `json:"sentences"`
}

// Sentence is one sentence of a brief. Notes are the numbers of the notes it
// rests on; Why says why it does not reach the standard; Due is the day on which
// it is due and Fate what became of it. Against, when not nil, stands side by
// side with it. Parts are the claims of the same voices whose words stand within
// its own.
type Sentence struct {
	Claim   string     `json:"claim"` // report/claim
	Text    string     `json:"text"`
	Notes   []int      `json:"notes"`
	Why     string     `json:"why,omitempty"`
	Due     string     `json:"due,omitempty"`
	Fate    string     `json:"fate,omitempty"`
	Loss    string     `json:"loss,omitempty"` // what a withdrawal did to it
	How     string     `json:"how,omitempty"`  // how Against bears on it
	Against *Sentence  `json:"against,omitempty"`
	Parts   []Sentence `json:"parts,omitempty"`
}

// Each calls f with every sentence, those set beside others and those within
// others too, in the order in which they are read.
func (b *Brief) Each(f func(*Section, *Sentence)) {
	for i := range b.Sections {
		section := &b.Sections[i]
		for k := range section.Sentences {
			section.Sentences[k].each(func(t *Sentence) { f(section, t) })
		}
	}
}

func (t *Sentence) each(f func(*Sentence)) {
	f(t)
	if t.Against != nil {
		t.Against.each(f)
	}
	for i := range t.Parts {
		t.Parts[i].each(f)
	}
}

// Note is a footnote: the claim, its exact words and where they come from.
// Start and End are bytes of the text whose hash is TextSHA256, that of the
// report as it was captured, also where the words are coarsened.
type Note struct {
	Number     int      `json:"number"`
	Claim      string   `json:"claim"`
	Words      string   `json:"words"`
	Chain      []string `json:"chain"` // outermost first, the outlet before all
	Voice      string   `json:"voice"` // kind and number of the innermost voice
	Certainty  string   `json:"certainty"`
	Status     string   `json:"status"`
	Standing   string   `json:"standing"`
	Title      string   `json:"title"`
	Outlet     string   `json:"outlet"`
	Published  string   `json:"published"`
	Basis      string   `json:"published_basis"`
	URL        string   `json:"url"`
	SHA256     string   `json:"sha256"`
	TextSHA256 string   `json:"text_sha256"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Times      []Stated `json:"times"`
	Figures    []Stated `json:"figures"`
}

// Stated is a time or a figure: the words that state it, empty where they do
// not stand in those of the claim, and what they are read as.
type Stated struct {
	Words string `json:"words"`
	Read  string `json:"read"`
}

// Report is a report that the brief rests on.
type Report struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"`
	Basis     string `json:"published_basis"`
	URL       string `json:"url"`
	SHA256    string `json:"sha256"`
	Claims    int    `json:"claims"`
	Unread    string `json:"unread,omitempty"`
}
