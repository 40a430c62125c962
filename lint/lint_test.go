package lint

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
)

var model = sync.OnceValues(nlp.Load)

func read(t *testing.T, text string) *reading.Reading {
	t.Helper()
	m, err := model()
	if err != nil {
		t.Fatal(err)
	}
	rep, err := extract.Plain([]byte(text), extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rep.Language = "en"
	r, err := reading.New(m).Read(context.Background(), rep)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCheck(t *testing.T) {
	const title = "Mill in Varrow to cut hours\n\n"
	for _, c := range []struct {
		name, text string
		has, not   []string
	}{
		{"no reason, no access", title + "A source told the Varrow Post that the mill closed on Monday.", []string{"ap/anonymity-reason", "ap/anonymous-access", "bbc/anonymous-alone"}, []string{"reuters/unsourced-hearsay"}},
		{"reason and access", title + "A worker familiar with the decision said the mill closed on Monday. The worker was not named because she was not authorised to speak.", []string{"ap/anonymous-alone"}, []string{"ap/anonymous-access"}},
		{"a guess", title + "A source told the Varrow Post that the mill could close in May.", []string{"ap/anonymous-opinion"}, nil},
		{"a quoted opinion", title + "“There is no reason to wait until May,” a source told the Varrow Post on Monday.", []string{"ap/anonymous-opinion"}, nil},
		{"a firmer lede", title + "The council ordered crews to rebuild the northern breakwater, the Varrow Post has learned.\n\nThe crews will likely rebuild the northern breakwater in May, Anna Holt said.", []string{"reuters/headline-firmer", "bbc/headline-firmer"}, nil},
		{"a lede as firm", title + "The council ordered crews to rebuild the northern breakwater, the Varrow Post has learned.\n\nThe crews will rebuild the northern breakwater in May, Anna Holt said.", nil, []string{"reuters/headline-firmer"}},
		{"hearsay", title + "The mill has reportedly closed.", []string{"reuters/unsourced-hearsay", "bbc/unsourced-hearsay"}, []string{"ap/anonymity-reason"}},
		{"plural", title + "Officials said the mill closed on Monday.", []string{"reuters/plural-source"}, nil},
		{"two officials", title + "Two officials said the mill closed on Monday.", nil, []string{"reuters/plural-source"}},
		{"nobody asked", title + "The mill ignored the safety rules, Anna Holt said.", []string{"bbc/reply"}, []string{"ap/anonymity-reason"}},
		{"asked", title + "The mill ignored the safety rules, Anna Holt said. The mill declined to comment.", nil, []string{"bbc/reply"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(t, c.text)
			found, err := Check(r)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				got = append(got, f.Pack+"/"+f.Rule)
				if f.Words == "" || f.Words != f.Span.Of(r.Text) || f.Why == "" {
					t.Errorf("without words: %+v", f)
				}
			}
			for _, h := range c.has {
				if !slices.Contains(got, h) {
					t.Errorf("no %s among %q", h, got)
				}
			}
			for _, n := range c.not {
				if slices.Contains(got, n) {
					t.Errorf("%s among %q", n, got)
				}
			}
		})
	}
}

func TestHeadlineFirmer(t *testing.T) {
	c := func(id, zone string, sentence int, f reading.Factuality) reading.Claim {
		return reading.Claim{ID: id, Zone: zone, Sentence: sentence, Factuality: f, Status: reading.Happened, Predicate: "close", Arguments: []reading.Argument{{Role: "agent", Entity: "e1"}}}
	}
	r := &reading.Reading{Claims: []reading.Claim{c("c1", "headline", 0, reading.Certain), c("c2", "body", 1, reading.Probable), c("c3", "body", 2, reading.Probable)}}
	got, err := Check(r, "reuters")
	if err != nil || len(got) != 1 || got[0].Claim != "c1" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestEveryRuleHasACheck(t *testing.T) {
	for _, r := range rules() {
		if checks[r.Check] == nil {
			t.Errorf("%s/%s: no check %q", r.Pack, r.Name, r.Check)
		}
	}
	if got := Packs(); !slices.Equal(got, []string{"ap", "reuters", "bbc"}) {
		t.Error(got)
	}
	if _, err := Check(&reading.Reading{}, "none"); !errors.Is(err, ErrPack) {
		t.Error(err)
	}
}
