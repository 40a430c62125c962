package brief

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/sheet"
)

// block is a piece of a brief in the forms that are read from top to bottom.
// Level is 1 or 2 for headings, 0 for running text; Item is a list item, Parts
// those within it, and Beside the text that stands side by side with it. Note is
// a footnote's number, Link the address at the end of its text.
type block struct {
	Level  int
	Text   string
	Marks  []int
	Small  string
	Link   string
	Item   bool
	Parts  []block
	Beside *block
	Note   int
}

// blocks is the brief from top to bottom, its standard first.
func (b *Brief) blocks() []block {
	out := []block{{Level: 1, Text: b.title()}, {Level: 2, Text: "Standard of evidence"}, {Text: b.StandardText}}
	for _, s := range b.Summary {
		out = append(out, block{Text: s, Item: true})
	}
	out = append(out, block{Small: b.made()})
	out = append(out, b.since()...)
	for _, s := range b.Sections {
		if len(s.Sentences) == 0 && (s.Name == Withdrawn || s.Name == Triage) {
			continue
		}
		out = append(out, block{Level: 2, Text: s.Title})
		if s.About != "" {
			out = append(out, block{Text: s.About})
		}
		for i := range s.Sentences {
			out = append(out, told(&s.Sentences[i]))
		}
	}
	out = append(out, block{Level: 2, Text: "Reports"})
	for _, r := range b.Reports {
		out = append(out, block{Item: true, Text: r.line(), Link: r.URL, Small: "SHA-256 of the original " + r.SHA256})
	}
	if b.Profile != export.Full {
		out = append(out, block{Level: 2, Text: "What was coarsened to protect people"}, block{Text: fmt.Sprintf("Profile “%s”. The report under each reference was coarsened as told; hashes and byte offsets are those of the report as captured.", b.Profile)})
		for _, c := range b.Coarsened {
			out = append(out, block{Item: true, Text: c.Report + " " + c.What + ": " + c.How})
		}
	}
	out = append(out, block{Level: 2, Text: "Notes"})
	for i := range b.Notes {
		n := &b.Notes[i]
		out = append(out, block{Note: n.Number, Text: n.text(), Link: n.URL, Small: n.small()})
	}
	return out
}

func (b *Brief) title() string {
	switch {
	case (b.Question == "" || strings.HasPrefix(b.Question, "report: ")) && len(b.Reports) == 1 && b.Reports[0].Outlet != "":
		r := &b.Reports[0]
		return strings.TrimSuffix("What is reported by "+r.Outlet+", "+sheet.When(r.Published), ", ")
	case b.Question == "":
		return "What is reported"
	}
	return "What is reported: " + b.Question
}

func (b *Brief) made() string {
	s := "As of " + cmp.Or(b.AsOf, "a day not given") + ". Profile: " + string(b.Profile) + "."
	if len(b.Reader) > 0 {
		s += " Read by " + strings.Join(b.Reader, "; ") + "."
	}
	if b.Ledger > 0 {
		s += " From a ledger of " + strconv.FormatInt(b.Ledger, 10) + " records."
	}
	return s + " Sentences are set together by a machine from the reports' own words; what is linked is proposed unless it says confirmed."
}

func (b *Brief) since() []block {
	if b.Since == nil {
		return nil
	}
	out := []block{{Level: 2, Text: "What changed since the brief of " + cmp.Or(b.Since.AsOf, "an earlier day")},
		{Text: fmt.Sprintf("Of %s, %d fell, %d weakened, %d may be touched by a withdrawal, and %d moved; %d reached the standard since. Nothing was deleted.", count(b.Since.Before, "sentence"), len(b.Since.Fell), len(b.Since.Weaker), len(b.Since.Touched), len(b.Since.Moved), len(b.Since.Rose))}}
	for _, part := range []struct {
		name string
		all  []Change
	}{{"Fell: ", b.Since.Fell}, {"Weakened: ", b.Since.Weaker}, {"Reached: ", b.Since.Rose}, {"Moved: ", b.Since.Moved}, {"Perhaps touched: ", b.Since.Touched}} {
		for _, c := range part.all {
			out = append(out, block{Item: true, Text: part.name + c.Text, Small: c.Claim + ": " + c.Why})
		}
	}
	return out
}

func told(s *Sentence) block {
	b := block{Item: true, Text: s.Text, Marks: s.Notes}
	var small []string
	add := func(words string) {
		if words != "" {
			small = append(small, upper(words)+".")
		}
	}
	if s.Due != "" {
		add("due " + sheet.When(s.Due))
	}
	add(s.Fate)
	add(s.Why)
	add(s.Loss)
	if s.How != "" {
		add("beside it: " + s.How)
	}
	b.Small = strings.Join(small, " ")
	if s.Against != nil {
		other := told(s.Against)
		b.Beside = &other
	}
	for i := range s.Parts {
		b.Parts = append(b.Parts, told(&s.Parts[i]))
	}
	return b
}

func (r *Report) line() string {
	s := titled(r.Title) + ", " + cmp.Or(r.Outlet, "outlet not known") + ", " + dated(r.Published, r.Basis) + "; " + count(r.Claims, "claim") + " used"
	if r.Unread != "" {
		s += ". Not read: " + r.Unread
	}
	return s + ". " + cmp.Or(r.URL, "No address is known.")
}

// titled is a report's title in quotation marks.
func titled(title string) string {
	if title == "" {
		return "Report without a title"
	}
	return "“" + title + "”"
}

// dated is a report's date and what it rests on.
func dated(edtf, basis string) string {
	if edtf == "" {
		return "date not known"
	}
	return sheet.When(edtf) + " (" + map[string]string{"given": "as given by the user", "metadata": "from its metadata", "dateline": "from its dateline", "": "basis not known"}[basis] + ")"
}

func (n *Note) text() string {
	return "“" + plain(n.Words) + "” — " + n.through() + ". " + titled(n.Title) + ", " + cmp.Or(n.Outlet, "outlet not known") + ", " +
		dated(n.Published, n.Basis) + ". " + cmp.Or(n.URL, "No address is known.")
}

// through is the voices of a note, the innermost with its kind.
func (n *Note) through() string {
	if len(n.Chain) == 0 {
		return n.Voice
	}
	last := n.Chain[len(n.Chain)-1]
	kind := strings.TrimPrefix(n.Voice, last+"; ")
	return strings.Join(n.Chain, ", citing ") + " (" + kind + ")"
}

func (n *Note) small() string {
	s := fmt.Sprintf("Claim %s: %s, %s; %s.", n.Claim, sure[n.Certainty], stage[n.Status], n.Standing)
	for _, t := range n.Times {
		s += stated("Time", t.Words, sheet.When(t.Read))
	}
	for _, f := range n.Figures {
		s += stated("Figure", f.Words, f.Read)
	}
	s += fmt.Sprintf(" Bytes %d to %d of the text with SHA-256 %s", n.Start, n.End, n.TextSHA256)
	if n.SHA256 != n.TextSHA256 {
		s += "; original SHA-256 " + n.SHA256
	}
	return s + "."
}

func stated(what, words, read string) string {
	if words == "" {
		return " " + what + " read as " + read + "."
	}
	return " " + what + " as stated: “" + words + "”, read as " + read + "."
}

// What the values of factuality and status are called in a note.
var (
	sure = map[string]string{"CT+": "put as certain (CT+)", "PR+": "put as probable (PR+)", "PS+": "put as possible (PS+)", "CT-": "put as certainly not so (CT-)",
		"PR-": "put as probably not so (PR-)", "PS-": "put as possibly not so (PS-)", "U": "left open (U)"}
	stage = map[string]string{"happened": "told as happened", "holds": "told as holding", "habitual": "told as habitual", "ordered": "told as ordered", "planned": "told as planned",
		"predicted": "told as foretold", "conditional": "told under a condition", "unknown": "told as not known"}
)
