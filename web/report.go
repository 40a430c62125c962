package web

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// piece is a stretch of a report's text: plain, or the words that a claim hangs
// on.
type piece struct {
	Text string
	Mark *mark
}

// mark is what is shown of a claim where it stands in the text.
type mark struct {
	Claim    *reading.Claim
	Tip      string // one sentence on whose say-so it stands
	Tag      string // what sets it apart from a plain certain happening, in a word
	When     string
	Many     string
	Standing string
}

type paragraph struct {
	Zone   report.ZoneKind
	Pieces []piece
}

func (s *Server) report(r *http.Request) (string, any, error) {
	var data struct {
		Info       ledger.ReportInfo
		Reading    *reading.Reading
		Paragraphs []paragraph
		Headed     bool // the first paragraph is the headline
		Voices     []voiceShare
		Dates      []dated
		Names      []named
		Versions   []ledger.ReportInfo
		Stories    []string
		RestsOn    []ledger.ReportInfo // earlier reports of the same origin
		Decisions  []ledger.Decision
		Custody    string
		Left       int   // bytes of the text that are not shown
		Waits      bool  // it is not read yet
		From       int64 // records when the page was made, to hear of the reading that follows
		Known      bool  // somebody added it who did not know that it was here
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		id, err := v.Resolve(ctx, r.PathValue("id"))
		if err != nil {
			return err
		}
		if data.Info, err = v.Report(ctx, id); err != nil {
			return err
		}
		data.Known = r.URL.Query().Get("known") != ""
		if data.Waits = data.Info.Reader == ""; data.Waits {
			text, err := v.Text(ctx, id)
			if err != nil {
				return err
			}
			data.Reading = unread(data.Info, text)
			if data.From, err = v.Size(ctx); err != nil {
				return err
			}
		} else if data.Reading, err = v.Reading(ctx, id); err != nil {
			return err
		}
		found, err := v.Search(ctx, ledger.Query{Report: id, Limit: len(data.Reading.Claims) + 1})
		if err != nil {
			return err
		}
		standing := map[string]string{}
		for _, h := range found.Hits {
			standing[h.Claim] = h.Standing
		}
		shown := len(data.Reading.Text)
		if r.URL.Query().Get("whole") == "" && shown > shownText {
			for shown = shownText; !utf8.RuneStart(data.Reading.Text[shown]); shown-- {
			}
			data.Left = len(data.Reading.Text) - shown
		}
		data.Paragraphs = marked(data.Reading, standing, shown)
		data.Headed = len(data.Paragraphs) > 0 && data.Paragraphs[0].Zone == report.Headline
		data.Voices, data.Dates, data.Names = shares(data.Reading), datesOf(data.Reading), namesOf(data.Reading)
		if data.Info.URL != "" {
			if data.Versions, err = v.ReportsAt(ctx, data.Info.URL); err != nil {
				return err
			}
		}
		rel, err := related(ctx, v, id)
		if err != nil {
			return err
		}
		data.Stories = rel.Stories
		if data.RestsOn, err = earlier(ctx, v, data.Info, rel.Origins); err != nil {
			return err
		}
		data.Custody = indented(data.Info.Custody)
		data.Decisions, err = v.Decisions(ctx, id)
		return err
	})
	return "report", data, err
}

func indented(b json.RawMessage) string {
	var out bytes.Buffer
	if len(b) == 0 || json.Indent(&out, b, "", "  ") != nil {
		return string(b)
	}
	return out.String()
}

// earlier are the reports that share an origin with one and appeared before it,
// the first of them first; those at its own address are its versions.
func earlier(ctx context.Context, v *ledger.View, i ledger.ReportInfo, origins []string) ([]ledger.ReportInfo, error) {
	var out []ledger.ReportInfo
	for _, id := range origins {
		o, absent, err := factOf[story.Origin](ctx, v, work.FactOrigin, id)
		if err != nil {
			return nil, err
		}
		if absent {
			continue
		}
		for _, other := range o.Reports {
			x, err := v.Report(ctx, other)
			if err != nil {
				return nil, err
			}
			if x.ID != i.ID && (x.URL == "" || x.URL != i.URL) && before(x, i, o.Root) {
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, byPublished)
	return slices.CompactFunc(out, func(a, b ledger.ReportInfo) bool { return a.ID == b.ID }), nil
}

// before tells whether one report of an origin came before another: the root's
// own before those of others, else one that was published on an earlier day for
// certain.
func before(a, b ledger.ReportInfo, root string) bool {
	if ours, theirs := strings.EqualFold(a.Outlet, root), strings.EqualFold(b.Outlet, root); ours != theirs {
		return ours
	}
	_, last := published(a)
	first, _ := published(b)
	return last < first
}

// shownText is how many bytes of a text are shown unless somebody wants all of
// it: no browser is quick with a paragraph of ten million.
const shownText = 300_000

// marked is the first bytes of the text with every claim's own words set apart.
func marked(r *reading.Reading, standing map[string]string, bytes int) []paragraph {
	text := r.Text[:bytes]
	claims := make([]*reading.Claim, len(r.Claims))
	for i := range r.Claims {
		claims[i] = &r.Claims[i]
	}
	slices.SortStableFunc(claims, func(a, b *reading.Claim) int { return a.Anchor.Start - b.Anchor.Start })
	many := map[string]string{}
	for _, q := range r.Quantities {
		many[q.ID] = sheet.Quantity(q)
	}
	var out []paragraph
	next := 0
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i
		}
		p := paragraph{Zone: zoneAt(r, max(at, end-1))}
		from := at
		for ; next < len(claims) && claims[next].Anchor.Start < end; next++ {
			c := claims[next]
			if c.Anchor.Start < from || c.Anchor.End > end {
				continue
			}
			if c.Anchor.Start > from {
				p.Pieces = append(p.Pieces, piece{Text: r.Text[from:c.Anchor.Start]})
			}
			m := &mark{Claim: c, Tag: tag(c), When: sheet.When(c.When.EDTF), Standing: standing[c.ID]}
			m.Tip, _ = sheet.Why(r, c.ID) // the claim is in the reading
			for _, q := range c.Quantities {
				m.Many = strings.TrimPrefix(m.Many+", "+many[q], ", ")
			}
			p.Pieces = append(p.Pieces, piece{c.Anchor.Of(r.Text), m})
			from = c.Anchor.End
		}
		if from < end {
			p.Pieces = append(p.Pieces, piece{Text: r.Text[from:end]})
		}
		if strings.TrimSpace(r.Text[at:end]) != "" {
			out = append(out, p)
		}
		at = end + 1
	}
	return out
}

// tag is what sets a claim apart from one that certainly happened or holds.
func tag(c *reading.Claim) string {
	out := map[reading.Status]string{reading.Habitual: "usual", reading.Ordered: "ordered", reading.Planned: "planned", reading.Predicted: "foretold",
		reading.Conditional: "if", reading.Unknown: "unknown"}[c.Status]
	sure := map[reading.Factuality]string{reading.Probable: "probable", reading.Possible: "possible", reading.CertainNot: "not", reading.ProbableNot: "probably not",
		reading.PossibleNot: "possibly not", reading.Uncommitted: "open"}[c.Factuality]
	if sure == "open" && out != "" { // what was ordered or foretold is open by itself
		sure = ""
	}
	return strings.TrimSpace(out + " " + sure)
}

func zoneAt(r *reading.Reading, at int) report.ZoneKind {
	for _, z := range r.Zones {
		if z.Span.Start <= at && at < z.Span.End {
			return z.Kind
		}
	}
	return report.Body
}

type voiceShare struct {
	Name, Kind   string
	Claims       int
	Whole        int // claims of the report
	Own, Unnamed bool
}

// shares are the voices by how many claims come from them.
func shares(r *reading.Reading) []voiceShare {
	own := &voiceShare{Name: cmp.Or(r.Report.Outlet, "The report itself"), Kind: "the report's own voice", Own: true}
	by := map[string]*voiceShare{}
	for _, v := range r.Voices {
		by[v.ID] = &voiceShare{Name: cmp.Or(v.Name, "somebody unnamed"), Kind: v.Kind, Unnamed: v.Name == ""}
	}
	for _, c := range r.Claims {
		if len(c.Sources) == 0 {
			own.Claims++
		} else if v := by[c.Sources[len(c.Sources)-1].Voice]; v != nil {
			v.Claims++
		}
	}
	out := []voiceShare{*own}
	for _, v := range r.Voices {
		if by[v.ID].Claims > 0 {
			out = append(out, *by[v.ID])
		}
	}
	for i := range out {
		out[i].Whole = len(r.Claims)
	}
	slices.SortStableFunc(out, func(a, b voiceShare) int { return b.Claims - a.Claims })
	return out
}

// dated is a time expression with the claim whose time it is.
type dated struct {
	Words, When, EDTF, Claim string
}

func datesOf(r *reading.Reading) []dated {
	of := map[string]string{}
	for _, c := range r.Claims {
		if _, ok := of[c.When.Time]; !ok {
			of[c.When.Time] = c.ID
		}
	}
	var out []dated
	for _, t := range r.Times {
		out = append(out, dated{t.Span.Of(r.Text), sheet.When(t.EDTF), t.EDTF, of[t.ID]})
	}
	return out
}

// named is a thing that the report names.
type named struct {
	Name, Kind string
	Times      int
}

func namesOf(r *reading.Reading) []named {
	var out []named
	for _, e := range r.Entities {
		i := slices.IndexFunc(out, func(n named) bool { return strings.EqualFold(n.Name, e.Name) })
		if i < 0 {
			out = append(out, named{e.Name, e.Kind, len(e.Mentions)})
		} else {
			out[i].Times += len(e.Mentions)
		}
	}
	slices.SortStableFunc(out, func(a, b named) int { return b.Times - a.Times })
	return out
}
