package export

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// around is how many characters of the text stand in a quote's prefix and
// suffix.
const around = 32

// points turns byte offsets of a text into code points, quickly for offsets
// that grow.
type points struct {
	text    string
	at, num int
}

func (p *points) of(offset int) int {
	if offset < p.at {
		p.at, p.num = 0, 0
	}
	p.num += utf8.RuneCountInString(p.text[p.at:offset])
	p.at = offset
	return p.num
}

type selector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

type annotation struct {
	Context    string           `json:"@context"`
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Body       []annotationBody `json:"body"`
	Target     struct {
		Source   string     `json:"source"`
		State    any        `json:"state,omitempty"`
		Selector []selector `json:"selector"`
	} `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format,omitempty"`
	Value   string `json:"value"`
}

type annotations struct {
	b *bufio.Writer
	l list
}

// NewAnnotations writes a list of W3C Web Annotations, one a claim: a quote
// selector and a position selector in code points of the canonical text, whose
// hash is named in the target's state.
func NewAnnotations(w io.Writer) Writer {
	b := bufio.NewWriter(w)
	return &annotations{b, list{w: b, head: "[", tail: "\n]\n"}}
}

func (a *annotations) Add(e *Entry) error {
	x := indexOf(e)
	p := points{text: e.Text}
	for i := range e.Claims {
		c := &e.Claims[i]
		n := annotation{Context: "http://www.w3.org/ns/anno.jsonld", ID: "urn:sayso:" + x.ref(c.ID), Type: "Annotation", Motivation: "describing"}
		n.Target.Source = x.source()
		n.Target.State = map[string]string{"type": "State", "https://schema.org/sha256": e.Report.TextSHA256}
		start, end := p.of(c.Span.Start), p.of(c.Span.End)
		n.Target.Selector = []selector{quote(e.Text, c.Span), {Type: "TextPositionSelector", Start: &start, End: &end}}
		n.Body = []annotationBody{
			{"TextualBody", "describing", "text/plain", "Reported: " + x.chain(c)},
			{"TextualBody", "tagging", "", "factuality:" + string(c.Factuality)},
			{"TextualBody", "tagging", "", "status:" + string(c.Status)},
			{"TextualBody", "tagging", "", "basis:" + c.Basis.Kind},
		}
		if c.When.EDTF != "" {
			n.Body = append(n.Body, annotationBody{"TextualBody", "tagging", "", "edtf:" + c.When.EDTF})
		}
		if c.OpenQuestion {
			n.Body = append(n.Body, annotationBody{"TextualBody", "tagging", "", "open question"})
		}
		if err := a.l.put(n); err != nil {
			return err
		}
	}
	return nil
}

func (a *annotations) Close() error {
	if err := a.l.end(); err != nil {
		return err
	}
	return a.b.Flush()
}

// source is the report's address, or a name made from its hash where it has
// none.
func (x *index) source() string {
	if x.Report.URL != "" && !strings.ContainsAny(x.Report.URL, " <>\"{}|\\^`\n\t") {
		return x.Report.URL
	}
	return "urn:sha256:" + x.Report.SHA256
}

// quote is the words of a span and some before and after, cut between
// characters.
func quote(text string, s report.Span) selector {
	from, to := s.Start, s.End
	for range around {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		_, m := utf8.DecodeRuneInString(text[to:])
		from, to = from-n, to+m
	}
	return selector{Type: "TextQuoteSelector", Exact: s.Of(text), Prefix: text[from:s.Start], Suffix: text[s.End:to]}
}
