package client

import "time"

// Span is a half-open range of bytes of a report's text.
type Span [2]int

// Of is the words that the span covers; "" where it lies outside the text.
func (s Span) Of(text string) string {
	if s[0] < 0 || s[0] > s[1] || s[1] > len(text) {
		return ""
	}
	return text[s[0]:s[1]]
}

// Published is a date of publication in EDTF and what it rests on; both are
// empty where it is not known.
type Published struct {
	EDTF  string `json:"edtf"`
	Basis string `json:"basis"`
}

// Zone is a stretch of a report's text.
type Zone struct {
	Kind string `json:"kind"`
	Span Span   `json:"span"`
}

// Report is a report as the ledger keeps it. Reader is empty until it was read.
type Report struct {
	Num        int64     `json:"num"`
	ID         string    `json:"id"`
	URL        string    `json:"url"`
	Title      string    `json:"title"`
	Outlet     string    `json:"outlet"`
	Byline     []string  `json:"byline"`
	Language   string    `json:"language"`
	Published  Published `json:"published"`
	SHA256     string    `json:"sha256"`
	TextSHA256 string    `json:"text_sha256"`
	Zones      []Zone    `json:"zones"`
	Version    int       `json:"version"`
	Previous   string    `json:"previous"`
	CapturedAt time.Time `json:"captured_at"`
	CapturedBy string    `json:"captured_by"`
	Tool       string    `json:"tool"`
	Custody    any       `json:"custody,omitempty"`
	Reader     string    `json:"reader"`
	Claims     int       `json:"claims"`
}

// Incoming is a report to bring in or to read: Text or HTML, and what is known
// of it. Published is EDTF.
type Incoming struct {
	Text      string `json:"text,omitempty"`
	HTML      string `json:"html,omitempty"`
	URL       string `json:"url,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	Language  string `json:"language,omitempty"`
}

// Taken tells what became of a report that was brought in. State is "queued" or
// "read"; Known tells that the ledger had it already.
type Taken struct {
	ID    string `json:"id"`
	Known bool   `json:"known"`
	State string `json:"state"`
}

// Reading is what a report claims: schema sayso.reading/1.
type Reading struct {
	Schema string `json:"schema"`
	Reader struct {
		Version string `json:"version"`
		Model   string `json:"model"`
	} `json:"reader"`
	Report struct {
		ID         string    `json:"id"`
		URL        string    `json:"url"`
		Title      string    `json:"title"`
		Outlet     string    `json:"outlet"`
		Byline     []string  `json:"byline"`
		Language   string    `json:"language"`
		Published  Published `json:"published"`
		SHA256     string    `json:"sha256"`
		TextSHA256 string    `json:"text_sha256"`
	} `json:"report"`
	Text         string        `json:"text"`
	Zones        []Zone        `json:"zones"`
	Sentences    []Span        `json:"sentences"`
	Voices       []Voice       `json:"voices"`
	Entities     []Entity      `json:"entities"`
	Relations    []Relation    `json:"relations"`
	Times        []Time        `json:"times"`
	Quantities   []Quantity    `json:"quantities"`
	Attributions []Attribution `json:"attributions"`
	Claims       []Claim       `json:"claims"`
	Unread       []Unread      `json:"unread"`
	Omitted      int           `json:"omitted,omitempty"`
}

// Voice is whoever speaks. Count is nil where the report does not say how many.
type Voice struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Count    *int   `json:"count"`
	Mentions []Span `json:"mentions"`
}

// Entity is a thing the report names.
type Entity struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Mentions []Span   `json:"mentions"`
	Aliases  []string `json:"aliases"`
}

// Relation is a standing tie between two entities.
type Relation struct {
	Kind      string `json:"kind"`
	From      string `json:"from"`
	To        string `json:"to"`
	Claim     string `json:"claim"`
	Role      string `json:"role,omitempty"`
	Span      Span   `json:"span"`
	Ambiguous bool   `json:"ambiguous,omitempty"`
}

// Time is a time expression: Type and Value as in TIMEX3, EDTF its interval.
type Time struct {
	ID    string `json:"id"`
	Span  Span   `json:"span"`
	EDTF  string `json:"edtf"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

// Quantity is a number as stated; an open or unknown bound is nil, never 0.
type Quantity struct {
	ID     string   `json:"id"`
	Span   Span     `json:"span"`
	Low    *float64 `json:"low"`
	Best   *float64 `json:"best"`
	High   *float64 `json:"high"`
	Unit   string   `json:"unit"`
	Of     string   `json:"of"`
	Approx bool     `json:"approx"`
	Ratio  bool     `json:"ratio,omitempty"`
}

// Attribution is one act of passing words on.
type Attribution struct {
	ID      string `json:"id"`
	Source  []Span `json:"source"`
	Cue     []Span `json:"cue"`
	Content []Span `json:"content"`
	Voice   string `json:"voice"`
	Kind    string `json:"kind"`
}

// Claim is one event or state that a report puts forward through some voice.
// Sources are outermost first; none where the claim is the report's own.
type Claim struct {
	ID       string `json:"id"`
	Anchor   Span   `json:"anchor"`
	Span     Span   `json:"span"`
	Sentence int    `json:"sentence"`
	Zone     string `json:"zone"`
	Sources  []struct {
		Voice string `json:"voice"`
		Span  *Span  `json:"span"`
	} `json:"sources"`
	Factuality string `json:"factuality"`
	Status     string `json:"status"`
	Hedges     []Span `json:"hedges"`
	Basis      struct {
		Kind     string   `json:"kind"`
		Premises []string `json:"premises"`
		Marker   *Span    `json:"marker"`
	} `json:"basis"`
	Condition string `json:"condition"`
	Predicate string `json:"predicate"`
	Arguments []struct {
		Role   string `json:"role"`
		Span   Span   `json:"span"`
		Entity string `json:"entity"`
	} `json:"arguments"`
	When struct {
		EDTF string `json:"edtf"`
		Time string `json:"time"`
	} `json:"when"`
	Quantities   []string `json:"quantities"`
	OpenQuestion bool     `json:"open_question"`
}

// Unread is a stretch of text that was not read, and why.
type Unread struct {
	Span Span   `json:"span"`
	Why  string `json:"why"`
}

// Hit is a claim that a search found. Origins is nil where its standing is not
// known.
type Hit struct {
	Report     string `json:"report"`
	Claim      string `json:"claim"`
	Text       string `json:"text"`
	Voice      string `json:"voice"`
	Unnamed    bool   `json:"unnamed"` // whether Voice is empty for somebody unnamed, not for the report itself
	Factuality string `json:"factuality"`
	Status     string `json:"status"`
	When       string `json:"when"`
	Open       bool   `json:"open_question"`
	Origins    *int   `json:"origins"`
	Standing   string `json:"standing"`
	Outlet     string `json:"outlet"`
	Published  string `json:"published"`
	URL        string `json:"url"`
}

// Story is a happening that reports tell of.
type Story struct {
	ID      string   `json:"id"`
	Reports []string `json:"reports"`
	First   string   `json:"first"`
}

// Forecast is a claim about what is still to come, as it stands today.
type Forecast struct {
	Report     string `json:"report"`
	Claim      string `json:"claim"`
	Text       string `json:"text"`
	Span       Span   `json:"span"`
	Voice      string `json:"voice"`
	Outlet     string `json:"outlet"`
	Published  string `json:"published"`
	Status     string `json:"status"`
	Factuality string `json:"factuality"`
	Likelihood string `json:"likelihood"`
	EDTF       string `json:"edtf"`
	From       string `json:"from"`
	By         string `json:"by"`
	Condition  string `json:"condition"`
	Outcome    string `json:"outcome"`
	Why        string `json:"why"`

	Resolved []string `json:"resolved,omitempty"` // the ids of links that propose what became of it
}

// Asked is a decision to record: Verb is confirm, reject, answer, edit, link,
// note, rate, date, withdraw, seal or undo.
type Asked struct {
	Verb    string `json:"verb"`
	Subject string `json:"subject"`
	Object  string `json:"object,omitempty"`
	Value   string `json:"value,omitempty"`
	Why     string `json:"why,omitempty"`
}

// Decision is a decision as it stands: Record is its place in the log.
type Decision struct {
	ID      string    `json:"id"`
	Verb    string    `json:"verb"`
	Subject string    `json:"subject"`
	Object  string    `json:"object,omitempty"`
	Value   string    `json:"value,omitempty"`
	Why     string    `json:"why,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Sealed  any       `json:"sealed,omitempty"`
	Undone  bool      `json:"undone"`
	Record  int64     `json:"record"`
}

// Me is who somebody is at the desk; Sealed is how many reports are sealed to
// others.
type Me struct {
	Name   string   `json:"name"`
	Role   string   `json:"role"`
	Scopes []string `json:"scopes"`
	Alone  bool     `json:"alone"`
	Token  string   `json:"token,omitempty"`
	Sealed int      `json:"sealed"`
}

// Event is news: Kind is report, reading, decision, derived or progress, Data
// its JSON. ID is the place in the log from which news go on.
type Event struct {
	ID   int64
	Kind string
	Data []byte
}
