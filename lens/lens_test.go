package lens

import (
	"errors"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

func one(text string) *reading.Reading {
	all := report.Span{End: len(text)}
	return &reading.Reading{Text: text, Sentences: []report.Span{all}, Voices: []reading.Voice{{ID: "v1", Name: "union"}},
		Claims: []reading.Claim{{ID: "c1", Zone: "body", Span: all, Anchor: all, Factuality: reading.Possible, Status: reading.Predicted, Sources: []reading.Link{{Voice: "v1"}}}}}
}

func TestTags(t *testing.T) {
	ours, err := Ours()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, tag, words string }{
		{"Crew members had been sent home without pay.", "wages", "without pay"},
		{"Managers withheld a third of the wages.", "wages", "withheld a third of the wages"},
		{"The firm confiscated their passports.", "documents", "confiscated their passports"},
		{"They work 16 hours a day.", "overtime", "hours a day"},
		{"They work 12-hour shifts.", "overtime", "12-hour shifts"},
		{"The mine hired North Korean miners.", "2375-17", "hired North Korean"},
		{"The state dispatched a batch of workers.", "2397-8", "dispatched a batch of workers"},
		{"The ferry sails on Monday.", "", ""},
		{"Payment is due.", "", ""},
	} {
		got := Tags(one(c.text), ours)
		switch {
		case c.tag == "" && len(got) > 0:
			t.Errorf("%q: %+v", c.text, got)
		case c.tag != "" && (len(got) != 1 || got[0].Tag != c.tag || got[0].Words != c.words || got[0].Standing != Label || got[0].Voice != "union" || got[0].Status != reading.Predicted):
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

func TestRead(t *testing.T) {
	l, err := Read(strings.NewReader("lens\ttag\tlabel\tterms\n# mine\n\nmine\tferry\tFerries\tcar ferr* | sail* .. port\r\n"))
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	if got := Tags(one("Car ferries lay still."), l); len(got) != 1 || got[0].Words != "Car ferries" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"h\na\tb\tc\n", "h\na\tb\tc\t \n", "h\na\tb\tc\tx | \n"} {
		if _, err := Read(strings.NewReader(bad)); !errors.Is(err, ErrLens) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("lens\ttag\tlabel\tterms\na\tb\tc\t(x* .. ?y\n", "some (xx then zy text")
	f.Fuzz(func(t *testing.T, table, text string) {
		l, err := Read(strings.NewReader(table))
		if err != nil {
			return
		}
		for _, g := range Tags(one(text), l) {
			if g.Words != g.Span.Of(text) {
				t.Fatal("a tag without its words")
			}
		}
	})
}
