package export

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading"
)

func TestProfilesKeepNoClue(t *testing.T) {
	for _, p := range []Profile{Partner, Public} {
		for _, e := range examples(t) {
			before := string(written(t, func(b *bytes.Buffer) Writer { return NewJSONL(b) }, []*Entry{e}))
			got, held := p.Of(e)
			raw := written(t, func(b *bytes.Buffer) Writer { return NewJSONL(b) }, []*Entry{got})
			r, err := reading.Decode(bytes.TrimSpace(raw))
			if err != nil {
				t.Fatal(err)
			}
			if len(held) == 0 || len(r.Claims) != len(e.Claims) {
				t.Errorf("%d held back, %d claims of %d", len(held), len(r.Claims), len(e.Claims))
			}
			for i := range e.Voices {
				v := &e.Voices[i]
				if !Protected(v) {
					if r.Voices[i].Name != v.Name {
						t.Errorf("%s: a named voice was coarsened", v.Name)
					}
					continue
				}
				if r.Voices[i].Kind != v.Kind || (r.Voices[i].Count == nil) != (v.Count == nil) {
					t.Errorf("%s: kind or number was lost", v.Name)
				}
				for _, m := range v.Mentions {
					if words := m.Of(e.Text); strings.Contains(words, " ") && bytes.Contains(raw, []byte(words)) {
						t.Errorf("%s lets out %q", p, words)
					}
				}
			}
			if after := string(written(t, func(b *bytes.Buffer) Writer { return NewJSONL(b) }, []*Entry{e})); after != before {
				t.Error("the entry itself was changed")
			}
		}
	}
}

func TestPublicVoices(t *testing.T) {
	one, four := 1, 4
	c := &coarsening{p: Public}
	d := &coarsening{p: Partner}
	for _, x := range []struct {
		v               reading.Voice
		head            string
		public, partner string
	}{
		{reading.Voice{Kind: "anonymous", Count: &one}, "source", "one anonymous person", "one anonymous source"},
		{reading.Voice{Kind: "anonymous", Count: &one}, "widow", "one anonymous person", "one anonymous person"},
		{reading.Voice{Kind: "anonymous", Count: &one}, "she", "one anonymous person", "one anonymous person"},
		{reading.Voice{Kind: "anonymous", Count: &four}, "workers", "4 anonymous people", "4 anonymous workers"},
		{reading.Voice{Kind: "anonymous"}, "policemen", "anonymous people, number not given", "anonymous people, number not given"},
		{reading.Voice{Kind: "collective"}, "islanders", "a group of people without names", "a group of islanders without names"},
		{reading.Voice{Kind: "unnamed"}, "", "somebody unnamed", "somebody unnamed"},
	} {
		if got := c.called(&x.v, x.head); got != x.public {
			t.Errorf("%s: %q, not %q", x.head, got, x.public)
		}
		if got := d.called(&x.v, x.head); got != x.partner {
			t.Errorf("%s: %q, not %q", x.head, got, x.partner)
		}
	}
}

func TestEveryFormatTakesAProfile(t *testing.T) {
	for _, f := range Formats {
		var b bytes.Buffer
		if err := Write(f.New(&b, made), Public.Each(seq(examples(t)), nil)); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if f.Name != "xlsx" && strings.Contains(b.String(), "harbour official") {
			t.Errorf("%s lets a clue out", f.Name)
		}
	}
	if _, err := ParseProfile("open"); !errors.Is(err, ErrProfile) {
		t.Error(err)
	}
}
