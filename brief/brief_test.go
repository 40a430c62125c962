package brief

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
)

var update = flag.Bool("update", false, "rewrite the expected outputs")

var read = sync.OnceValues(func() ([]*reading.Reading, error) {
	m, err := nlp.Load()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob("../examples/*.txt")
	if err != nil {
		return nil, err
	}
	var out []*reading.Reading
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		rep, err := extract.Plain(b, extract.Options{Path: f, URL: "https://news.example/" + filepath.Base(f)})
		if err != nil {
			return nil, err
		}
		r, err := reading.New(m).Read(context.Background(), rep)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
})

func examples(t testing.TB) []*export.Entry {
	t.Helper()
	got, err := read()
	if err != nil {
		t.Fatal(err)
	}
	var out []*export.Entry
	for _, r := range got {
		out = append(out, &export.Entry{Reading: r})
	}
	return out
}

// tannet is one report whose first claim two origins carry and whose second is
// denied by its third.
func tannet(t testing.TB) *export.Entry {
	e := examples(t)[3]
	c := e.Claims
	e.Known = &export.Known{
		Standings: []export.Standing{{Claim: c[0].ID, Origins: 2, State: "corroborated", Why: "2 origins proposed as independent"}, {Claim: c[4].ID, Origins: 1, State: "one_origin", Why: "one origin, in 2 reports"}},
		Links:     []story.Link{{Kind: story.Denies, From: e.Report.ID, Claim: c[2].ID, To: e.Report.ID, ToClaim: c[5].ID, State: story.Proposed, Evidence: []story.Evidence{}}},
	}
	return e
}

func section(b *Brief, name string) *Section {
	return &b.Sections[slices.IndexFunc(b.Sections, func(s Section) bool { return s.Name == name })]
}

func TestEverySentenceIsGrounded(t *testing.T) {
	for _, st := range []Standard{TwoOrigins, OneNamedOrigin, Reported} {
		for _, p := range []export.Profile{export.Full, export.Partner, export.Public} {
			entries := examples(t)
			export.Relate(entries)
			b := New(Matter{Standard: st, Profile: p, AsOf: "2024-04-01", Entries: entries})
			texts := map[string]string{}
			for _, e := range entries {
				texts[e.Report.TextSHA256] = e.Text
			}
			b.Each(func(_ *Section, x *Sentence) {
				if len(x.Notes) != 1 || b.Notes[x.Notes[0]-1].Claim != x.Claim {
					t.Errorf("without its note: %s", x.Text)
				}
			})
			for _, n := range b.Notes {
				text, ok := texts[n.TextSHA256]
				if !ok || report.Hash(text) != n.TextSHA256 || n.Start < 0 || n.End > len(text) {
					t.Fatalf("%s opens nothing", n.Claim)
				}
				if p == export.Full && text[n.Start:n.End] != n.Words {
					t.Errorf("%s opens %q", n.Claim, text[n.Start:n.End])
				}
			}
			if bad := b.Lint(); len(bad) > 0 {
				t.Errorf("%s, %s: %+v", st, p, bad)
			}
		}
	}
}

func TestSections(t *testing.T) {
	e := tannet(t)
	b := New(Matter{Standard: TwoOrigins, AsOf: "2024-04-01", Entries: []*export.Entry{e}})
	if got := section(b, Reaching).Sentences; len(got) != 1 || got[0].Claim != e.Report.ID+"/"+e.Claims[0].ID {
		t.Errorf("reaching: %+v", got)
	}
	if got := section(b, Contradictions).Sentences; len(got) != 1 || got[0].Against == nil {
		t.Errorf("contradictions: %+v", got)
	}
	for _, s := range section(b, Short).Sentences {
		if s.Why == "" {
			t.Errorf("no reason: %s", s.Text)
		}
	}
	for _, s := range section(b, Inferences).Sentences {
		if !strings.Contains(s.Text, "itself infers") || strings.Contains(s.Text, "According to") {
			t.Errorf("an inference put in a source's mouth: %s", s.Text)
		}
	}
	var due []string
	for _, s := range section(b, Forecasts).Sentences {
		if s.Due != "" {
			due = append(due, s.Due+" "+strings.SplitN(s.Fate, ":", 2)[0])
		}
	}
	if !slices.Contains(due, "2024-03-23 overdue") {
		t.Errorf("due: %q", due)
	}
	if !strings.HasPrefix(string(b.Markdown()), "# What is reported by Tannet Observer, 13 March 2024\n\n\n## Standard of evidence\n") {
		t.Error("the standard does not stand first")
	}
}

func TestOrderedIsNotHappened(t *testing.T) {
	stage := map[reading.Status]string{reading.Ordered: "not as carried out", reading.Planned: "not as done", reading.Predicted: "not reported as having happened", reading.Conditional: "only under a condition", reading.Unknown: "not known"}
	sure := map[reading.Factuality]string{reading.Probable: "probable", reading.Possible: "possible", reading.CertainNot: "not so", reading.Uncommitted: "left open"}
	for _, e := range examples(t) {
		s := newSource(e, e)
		for i := range e.Claims {
			c := &e.Claims[i]
			got := strings.ToLower(quotedText.ReplaceAllString(s.sentence(c), ""))
			if w := stage[c.Status]; w != "" && !strings.Contains(got, w) && !c.OpenQuestion {
				t.Errorf("%s is told as %q", c.Status, got)
			}
			if w := sure[c.Factuality]; w != "" && !strings.Contains(got, w) && c.Status != reading.Unknown && !c.OpenQuestion {
				t.Errorf("%s is told as %q", c.Factuality, got)
			}
		}
	}
}

// Two people of whom no more may be told than that each is one anonymous person
// are still two.
func TestAnonymousPeopleAreCounted(t *testing.T) {
	one := New(Matter{Standard: Reported, Profile: export.Public, Entries: []*export.Entry{tannet(t)}})
	if s := strings.Join(one.Summary, "\n"); !strings.Contains(s, "2 voices, each one anonymous person, ") {
		t.Errorf("the harbour official and the engineer are one in\n%s", s)
	}
	all := New(Matter{Standard: Reported, Profile: export.Public, Entries: examples(t)})
	if s := strings.Join(all.Summary, "\n"); !strings.Contains(s, " reports, some perhaps the same, each one anonymous person, ") {
		t.Errorf("voices of several reports may be the same, and it is not said:\n%s", s)
	}
	full := New(Matter{Standard: Reported, Entries: []*export.Entry{tannet(t)}})
	if s := strings.Join(full.Summary, "\n"); strings.Contains(s, "voices, each") {
		t.Errorf("descriptions that tell people apart are taken together:\n%s", s)
	}
}

func TestPublicBriefKeepsNoClue(t *testing.T) {
	b := New(Matter{Profile: export.Public, Entries: examples(t)[3:]})
	for _, format := range []string{"md", "html", "json"} {
		raw, err := b.Form(format)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("harbour official")) || !bytes.Contains(raw, []byte("one anonymous person")) {
			t.Errorf("%s: a clue is left, or kind and number are lost", format)
		}
	}
	if len(b.Coarsened) == 0 || !bytes.Contains(b.Markdown(), []byte("What was coarsened")) {
		t.Error("no report of what was coarsened")
	}
}

func TestFormsAreTheSameTwiceAndFromTheirData(t *testing.T) {
	b := New(Matter{Question: "ferries", Standard: OneNamedOrigin, AsOf: "2024-04-01", Entries: []*export.Entry{tannet(t)}})
	page, err := b.HTML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Decode(page)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(b, again); d != "" {
		t.Error(d)
	}
	for _, name := range []string{"md", "html", "docx", "pdf", "json"} {
		x, err1 := b.Form(name)
		y, err2 := again.Form(name)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s: other bytes", name)
		}
	}
	if _, err := b.Form("odt"); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
	golden := filepath.Join("testdata", "tannet.md")
	if *update {
		if err := os.WriteFile(golden, b.Markdown(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(b.Markdown())); d != "" {
		t.Errorf("-want +got; renew with -update:\n%s", d)
	}
}

var requests = regexp.MustCompile(`(?i)<(img|link|iframe|object|embed|video|audio|script src)|url\(|@import|<[^>]*\son[a-z]+=`)

func TestPageMakesNoRequest(t *testing.T) {
	e := tannet(t)
	r := *e.Reading
	r.Report.Title = `<img src=x onerror=alert(1)></script><script>`
	e.Reading = &r
	b := New(Matter{Entries: []*export.Entry{e}})
	page, err := b.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if m := requests.FindString(string(page)); m != "" {
		t.Errorf("the page holds %q", m)
	}
	if n := strings.Count(string(page), "<script"); n != 1 {
		t.Errorf("%d scripts", n)
	}
}

func TestAgainTellsWhatFell(t *testing.T) {
	e := tannet(t)
	m := Matter{Standard: OneNamedOrigin, AsOf: "2024-04-01", Entries: []*export.Entry{e}}
	before := New(m)
	raw, err := before.JSON()
	if err != nil {
		t.Fatal(err)
	}
	first := section(before, Reaching).Sentences[0].Claim
	withdrawn := *e
	known := *e.Known
	_, claim, _ := strings.Cut(first, "/")
	known.Reviews = []export.Review{{Claim: claim, Verb: "withdraw", Why: "the ministry took it back", By: "Mara", At: time.Date(2024, 4, 2, 0, 0, 0, 0, time.UTC)}}
	withdrawn.Known = &known
	m.Entries = []*export.Entry{&withdrawn}
	after := New(m)
	after.Again(before)
	if len(after.Since.Fell) != 1 || after.Since.Fell[0].Claim != first || !strings.Contains(after.Since.Fell[0].Why, "took it back") {
		t.Errorf("%+v", after.Since)
	}
	if now, err := before.JSON(); err != nil || !bytes.Equal(raw, now) {
		t.Error("the earlier brief was changed")
	}
	if got := section(after, Withdrawn).Sentences; len(got) != 1 {
		t.Errorf("withdrawn: %+v", got)
	}
}

func TestVoiceIsPulledOut(t *testing.T) {
	e := examples(t)[3]
	i := slices.IndexFunc(e.Voices, func(v reading.Voice) bool { return strings.Contains(v.Name, "harbour official") })
	voice := e.Voices[i].ID
	var through []string
	for _, c := range e.Claims {
		if slices.ContainsFunc(c.Sources, func(l reading.Link) bool { return l.Voice == voice }) {
			through = append(through, e.Report.ID+"/"+c.ID)
		}
	}
	e.Known = &export.Known{Reviews: []export.Review{{Claim: voice, Verb: "withdraw", Why: "took it back", By: "Mara"}}}
	b := New(Matter{Entries: []*export.Entry{e}})
	var got []string
	b.Each(func(in *Section, t *Sentence) {
		if in.Name == Withdrawn {
			got = append(got, t.Claim)
		}
	})
	if len(through) == 0 || !slices.Equal(got, through) {
		t.Errorf("withdrawn %q, not %q", got, through)
	}
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ text, rule string }{
		{"It is proven that the fuel was bad.", "verdict"},
		{"The company is guilty.", "verdict"},
		{"The report says “it is proven”.", ""},
		{"It is likely, with high confidence, that services resume.", "likelihood-and-confidence"},
		{"It is likely on Jan. 20, with moderate confidence, that they sail.", "likelihood-and-confidence"},
		{"Services will probably resume; confidence is low.", "likelihood-and-confidence"},
		{"They are unlikely to sail (low-to-moderate confidence).", "likelihood-and-confidence"},
		{"The ships were proved to be unsafe.", "verdict"},
		{"Two port officials said the fuel was bad.[^1]", ""},
		{"Officials in the U.S. said the fuel was bad.[^1]", "plural-source"},
		{"A remote chance is left. It is almost certain that they sail.", "mixed-rows"},
		{"It is likely that services resume. We have high confidence in the source.", ""},
		{"It is likely to resume. It is probable that it rains.", "mixed-rows"},
		{"It is likely to resume and very unlikely to stop.", ""},
		{"Sources said the fuel was bad.[^1]", "plural-source"},
		{"Sources said the fuel was bad.[^1][^2]", ""},
		{"The fuel was reported to be bad.", ""},
	} {
		got := Prose(c.text)
		switch {
		case c.rule == "" && len(got) > 0:
			t.Errorf("%q: %+v", c.text, got)
		case c.rule != "" && (len(got) != 1 || got[0].Rule != c.rule):
			t.Errorf("%q: %+v, not %s", c.text, got, c.rule)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, s := range []string{"", "{}", "[]", `{"schema":"other"}`, dataBegin + "{"} {
		if _, err := Decode([]byte(s)); !errors.Is(err, ErrBrief) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schema":"sayso.brief/1"}`))
	f.Add([]byte(dataBegin + `{"schema":"sayso.brief/1","sections":[{"sentences":[{"notes":[7]}]}]}` + dataEnd))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := Decode(raw)
		if err != nil {
			return
		}
		b.Markdown()
		if _, err := b.HTML(); err != nil {
			t.Fatal(err)
		}
	})
}
