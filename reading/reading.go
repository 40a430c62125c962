// Package reading turns a report into its claims: who says what, through whom,
// how surely, when and how many. A Reading is the JSON contract of sayso.
//
// Each question has a sub-package: attribution, factuality, when, quantity,
// name. Relating the claims of several reports is story's work.
package reading

import "github.com/sayso/sayso/report"

// Schema names the form of a Reading's JSON.
const Schema = "sayso.reading/1"

// Reading is what one report claims. Its JSON has a fixed field order, the
// lists are never null, and every span lies inside Text.
type Reading struct {
	Schema       string        `json:"schema"`
	Reader       Version       `json:"reader"`
	Report       Source        `json:"report"`
	Text         string        `json:"text"`
	Zones        []report.Zone `json:"zones"`
	Sentences    []report.Span `json:"sentences"`
	Voices       []Voice       `json:"voices"`
	Entities     []Entity      `json:"entities"`
	Relations    []Relation    `json:"relations"`
	Times        []Time        `json:"times"`
	Quantities   []Quantity    `json:"quantities"`
	Attributions []Attribution `json:"attributions"`
	Claims       []Claim       `json:"claims"`
	Unread       []Unread      `json:"unread"`
	Omitted      int           `json:"omitted,omitempty"` // claims that a Selection left out
}

// Version says which reader and which weights (by SHA-256) made a reading.
type Version struct {
	Version string `json:"version"`
	Model   string `json:"model"`
}

// Source is what is known of the report that was read.
type Source struct {
	ID         string           `json:"id"`
	URL        string           `json:"url"`
	Title      string           `json:"title"`
	Outlet     string           `json:"outlet"`
	Byline     []string         `json:"byline"`
	Language   string           `json:"language"`
	Published  report.Published `json:"published"`
	SHA256     string           `json:"sha256"`
	TextSHA256 string           `json:"text_sha256"`
}

// Voice is whoever speaks. Kind is one of "outlet", "person", "office",
// "document", "anonymous", "collective", "unnamed". Count is how many people
// speak, nil when the report does not say ("officials").
type Voice struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Kind     string        `json:"kind"`
	Count    *int          `json:"count"`
	Mentions []report.Span `json:"mentions"`
}

// Entity is a thing the report names. Kind is one of "Person", "Organization",
// "Company", "PublicBody", "Place", "Group", "Vessel", "Other".
type Entity struct {
	ID       string        `json:"id"`
	Kind     string        `json:"kind"`
	Name     string        `json:"name"`
	Mentions []report.Span `json:"mentions"`
	Aliases  []string      `json:"aliases"`
}

// Relation is a standing tie between two entities ("affiliated_with",
// "part_of", "role_of", "located_in", "owned_by"). Span holds the words it
// rests on; Claim is the claim that carries it, empty when none does; Role is
// the title for role_of. Ambiguous marks a tie whose scope the words leave
// open ("the ministry-affiliated A and B": does it cover B?).
type Relation struct {
	Kind      string      `json:"kind"`
	From      string      `json:"from"`
	To        string      `json:"to"`
	Claim     string      `json:"claim"`
	Role      string      `json:"role,omitempty"`
	Span      report.Span `json:"span"`
	Ambiguous bool        `json:"ambiguous,omitempty"`
}

// Time is a time expression: Type and Value as in TIMEX3 (DATE, TIME,
// DURATION, SET), EDTF its interval on the calendar, empty when the words and
// the report's date do not give one.
type Time struct {
	ID    string      `json:"id"`
	Span  report.Span `json:"span"`
	EDTF  string      `json:"edtf"`
	Type  string      `json:"type"`
	Value string      `json:"value"`
}

// Quantity is a number as stated. An open or unknown bound is nil, never 0.
// Unit is a UCUM code ("a", "d", "%", "{person}") or an ISO 4217 currency; Of
// is the words counted; Approx marks "about", "dozens" and the like; Ratio
// marks a multiple whose base is not stated ("triple").
type Quantity struct {
	ID     string      `json:"id"`
	Span   report.Span `json:"span"`
	Low    *float64    `json:"low"`
	Best   *float64    `json:"best"`
	High   *float64    `json:"high"`
	Unit   string      `json:"unit"`
	Of     string      `json:"of"`
	Approx bool        `json:"approx"`
	Ratio  bool        `json:"ratio,omitempty"`
}

// Attribution is one act of passing words on: the spans of who speaks, of the
// words that say so, and of what is said (PARC3 and PolNeAR terms). Kind is
// "direct", "indirect" or "mixed".
type Attribution struct {
	ID      string        `json:"id"`
	Source  []report.Span `json:"source"`
	Cue     []report.Span `json:"cue"`
	Content []report.Span `json:"content"`
	Voice   string        `json:"voice"`
	Kind    string        `json:"kind"`
}

// Claim is one event or state that the report puts forward through some voice,
// anchored on the head token of its predicate. Factuality takes FactBank's
// values from the innermost voice.
type Claim struct {
	ID           string        `json:"id"`
	Anchor       report.Span   `json:"anchor"`
	Span         report.Span   `json:"span"`
	Sentence     int           `json:"sentence"`
	Zone         string        `json:"zone"`
	Sources      []Link        `json:"sources"`
	Factuality   Factuality    `json:"factuality"`
	Status       Status        `json:"status"`
	Hedges       []report.Span `json:"hedges"`
	Basis        Basis         `json:"basis"`
	Condition    string        `json:"condition"` // the claim that the condition is, empty when there is none
	Predicate    string        `json:"predicate"` // lemma of the anchor
	Arguments    []Argument    `json:"arguments"`
	When         When          `json:"when"`
	Quantities   []string      `json:"quantities"`
	OpenQuestion bool          `json:"open_question"`
}

// Link is one voice of a chain; Span is nil for an unnamed voice.
type Link struct {
	Voice string       `json:"voice"`
	Span  *report.Span `json:"span"`
}

// Basis tells a statement from an inference and names the claims that an
// inference rests on. Marker is the words that mark it ("Given that").
type Basis struct {
	Kind     string       `json:"kind"` // "stated" or "inferred"
	Premises []string     `json:"premises"`
	Marker   *report.Span `json:"marker"`
}

// Argument is a participant or circumstance of a claim: "agent", "patient",
// "recipient", "place" or "purpose".
type Argument struct {
	Role   string      `json:"role"`
	Span   report.Span `json:"span"`
	Entity string      `json:"entity"`
}

// When is the time explicitly given for a claim; both fields are empty when
// there is none. Time is the id of the expression.
type When struct {
	EDTF string `json:"edtf"`
	Time string `json:"time"`
}

// Unread is a stretch of text that was not read, and why.
type Unread struct {
	Span report.Span `json:"span"`
	Why  string      `json:"why"`
}

// Factuality is how sure the innermost voice is, in FactBank's values.
type Factuality string

// FactBank's values: certain, probable, possible, of each polarity, and
// uncommitted.
const (
	Certain     Factuality = "CT+"
	Probable    Factuality = "PR+"
	Possible    Factuality = "PS+"
	CertainNot  Factuality = "CT-"
	ProbableNot Factuality = "PR-"
	PossibleNot Factuality = "PS-"
	Uncommitted Factuality = "U"
)

// Status is what stage the event or state of a claim has reached.
type Status string

// The statuses of a claim; only Happened and Holds say that it is so.
const (
	Happened    Status = "happened"
	Holds       Status = "holds"
	Habitual    Status = "habitual"
	Ordered     Status = "ordered"
	Planned     Status = "planned"
	Predicted   Status = "predicted"
	Conditional Status = "conditional"
	Unknown     Status = "unknown"
)
