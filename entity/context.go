package entity

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Context is what one report says of one of its entities, to hold against a
// listing or another report. What the report does not say is empty.
type Context struct {
	// Near are codes of the countries named right beside it, Countries those in
	// its sentences.
	Near      []string `json:"near,omitempty"`
	Countries []string `json:"countries,omitempty"`
	Places    []string `json:"places,omitempty"`
	// Roles are offices and descriptions as written: "leader", "nurse from Busan".
	Roles []string `json:"roles,omitempty"`
	// Bodies are the names of what it is tied to.
	Bodies []string `json:"bodies,omitempty"`
	// Age in years, 0 where not said, and when the report says so, in EDTF.
	Age       int    `json:"age,omitempty"`
	Published string `json:"published,omitempty"`
}

var (
	ageAfter  = regexp.MustCompile(`^(?:,? aged|,| \() ?(\d{1,3})[,)]`)
	ageBefore = regexp.MustCompile(`(\d{1,3})-year-old [^.;,]{0,40}$`)
	apposed   = regexp.MustCompile(`^, (?:(?:who|which) (?:is|was) )?(?:an?|the) ([^,.;()]{3,60})`)
	titled    = regexp.MustCompile(`(?:^|[\s(])((?:[a-z][a-z-]+ ){1,3})$`)
)

// body are the kinds that have no age and no office. A person may be read as
// anything else.
var body = map[string]bool{"Organization": true, "Company": true, "PublicBody": true, "Group": true, "Vessel": true}

// beside is how many bytes count as right beside a name.
const beside = 60

// Around is the context of an entity in a report.
func Around(r *reading.Reading, id string) Context {
	c := Context{Published: r.Report.Published.EDTF}
	i := slices.IndexFunc(r.Entities, func(e reading.Entity) bool { return e.ID == id })
	if i < 0 {
		return c
	}
	e := &r.Entities[i]
	for _, m := range e.Mentions {
		n := sentenceOf(r, m.Start)
		if n < 0 {
			continue
		}
		s := r.Sentences[n]
		before, after := r.Text[s.Start:m.Start], r.Text[min(m.End, s.End):s.End]
		add(&c.Countries, Countries(before)...)
		add(&c.Countries, Countries(after)...)
		near := before
		if len(near) > beside {
			near = near[strings.LastIndexByte(near[:len(near)-beside], ' ')+1:]
		}
		if cut := strings.LastIndexAny(near, ",;:"); cut >= 0 {
			near = near[cut+1:]
		}
		add(&c.Near, Countries(near)...)
		add(&c.Near, Countries(nearAfter(after))...)
		if body[e.Kind] {
			continue
		}
		for _, g := range [][]string{ageAfter.FindStringSubmatch(after), ageBefore.FindStringSubmatch(before)} {
			if g != nil && c.Age == 0 {
				c.Age, _ = strconv.Atoi(g[1])
			}
		}
		if g := apposed.FindStringSubmatch(ageAfter.ReplaceAllString(after, ",")); g != nil {
			add(&c.Roles, strings.TrimSpace(g[1]))
		}
		if g := titled.FindStringSubmatch(before); g != nil {
			if role := lastNoun(g[1]); role != "" {
				add(&c.Roles, role)
			}
		}
	}
	for _, t := range Ties(r) {
		if t.From != id {
			continue
		}
		to := nameOf(r, t.To)
		if t.Role != "" {
			add(&c.Roles, t.Role)
		}
		if code := Country(to); code != "" {
			add(&c.Near, code)
			add(&c.Countries, code)
			continue
		}
		if t.Kind == "located_in" {
			add(&c.Places, to)
			continue
		}
		add(&c.Bodies, to)
	}
	return c
}

// nearAfter is the beginning of what follows a name, to the end of an apposition.
func nearAfter(s string) string {
	if len(s) > 2*beside {
		s = s[:2*beside]
		for len(s) > 0 && s[len(s)-1] >= 0x80 {
			s = s[:len(s)-1]
		}
	}
	if !strings.HasPrefix(s, ",") && !strings.HasPrefix(s, " of ") && !strings.HasPrefix(s, " from ") && !strings.HasPrefix(s, " (") {
		return ""
	}
	s = ageAfter.ReplaceAllString(s, ",")
	if part := strings.SplitN(s, ",", 4); len(part) == 4 { // ", a nurse from Busan, South Korea, ..."
		s = strings.Join(part[:3], ",")
	}
	return s
}

// lastNoun is a description right before a name, without words that describe
// nobody.
func lastNoun(words string) string {
	w := strings.Fields(words)
	last := w[len(w)-1]
	if len(last) < 4 || slices.Contains([]string{"said", "says", "with", "from", "that", "when", "told", "what", "while", "where", "after", "before", "against", "including", "between",
		"under", "about", "over", "like", "named", "called", "than", "then", "also", "into", "because", "although", "firm", "company", "according"}, last) || strings.HasSuffix(last, "ed") || strings.HasSuffix(last, "ing") {
		return ""
	}
	return last
}

func add(to *[]string, what ...string) {
	for _, w := range what {
		if w != "" && !slices.Contains(*to, w) {
			*to = append(*to, w)
		}
	}
}

func nameOf(r *reading.Reading, id string) string {
	for _, e := range r.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return ""
}

// Quote is the sentence that words stand in, on one line.
func Quote(r *reading.Reading, s report.Span) string {
	if n := sentenceOf(r, s.Start); n >= 0 {
		s = r.Sentences[n]
	}
	return strings.Join(strings.Fields(s.Of(r.Text)), " ")
}
