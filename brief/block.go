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
// Level is 1 or 2 for headings, 0 for running text; Item is a list item, and
// Beside the text that stands side by side with it. Note is a footnote's number.
type block struct {
	Level  int
	Text   string
	Marks  []int
	Small  string
	Item   bool
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
		if len(s.Sentences) == 0 && s.Name == Withdrawn {
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
		out = append(out, block{Item: true, Text: r.line(), Small: "SHA-256 of the original " + r.SHA256})
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
		out = append(out, block{Note: n.Number, Text: n.text(), Small: n.small()})
	}
	return out
}

func (b *Brief) title() string {
	if b.Question == "" {
		return "What is reported"
	}
	return "What is reported: " + b.Question
}

func (b *Brief) made() string {
	s := "As of " + cmp.Or(b.AsOf, "a day not given") + ". Profile: " + string(b.Profile) + ". Read by " + strings.Join(b.Reader, "; ") + "."
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
		{Text: fmt.Sprintf("Of %s, %d fell and %d moved; %d reached the standard since.", count(b.Since.Before, "sentence"), len(b.Since.Fell), len(b.Since.Moved), len(b.Since.Rose))}}
	for _, part := range []struct {
		name string
		all  []Change
	}{{"Fell: ", b.Since.Fell}, {"Reached: ", b.Since.Rose}, {"Moved: ", b.Since.Moved}} {
		for _, c := range part.all {
			out = append(out, block{Item: true, Text: part.name + c.Text, Small: c.Claim + ": " + c.Why})
		}
	}
	return out
}

func told(s *Sentence) block {
	b := block{Item: true, Text: s.Text, Marks: s.Notes}
	var small []string
	if s.Due != "" {
		small = append(small, "Due "+sheet.When(s.Due)+".")
	}
	if s.Fate != "" {
		small = append(small, upper(s.Fate)+".")
	}
	if s.Why != "" {
		small = append(small, upper(s.Why)+".")
	}
	if s.How != "" {
		small = append(small, "Beside it: "+s.How+".")
	}
	b.Small = strings.Join(small, " ")
	if s.Against != nil {
		other := told(s.Against)
		b.Beside = &other
	}
	return b
}

func (r *Report) line() string {
	s := cmp.Or(r.Outlet, "outlet not known") + ", " + dated(r.Published, r.Basis) + ": “" + cmp.Or(r.Title, "without a title") + "”, " + count(r.Claims, "claim") + " used. " + cmp.Or(r.URL, "No address is known.")
	if r.Unread != "" {
		s += " Not read: " + r.Unread + "."
	}
	return s
}

// dated is a report's date and what it rests on.
func dated(edtf, basis string) string {
	if edtf == "" {
		return "date not known"
	}
	return sheet.When(edtf) + " (" + map[string]string{"given": "as given by the user", "metadata": "from its metadata", "dateline": "from its dateline", "": "basis not known"}[basis] + ")"
}

func (n *Note) text() string {
	return "“" + plain(n.Words) + "” " + strings.Join(n.Chain, " < ") + " (" + n.Voice + "). “" + cmp.Or(n.Title, "without a title") + "”, " + cmp.Or(n.Outlet, "outlet not known") + ", " +
		dated(n.Published, n.Basis) + ". " + cmp.Or(n.URL, "No address is known.")
}

func (n *Note) small() string {
	return fmt.Sprintf("Claim %s; %s, %s; %s. Bytes %d to %d of the text with SHA-256 %s; original SHA-256 %s.", n.Claim, n.Certainty, n.Status, n.Standing, n.Start, n.End, n.TextSHA256, n.SHA256)
}
