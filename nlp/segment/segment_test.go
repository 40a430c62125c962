package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"He didn't say it.", "He|did|n't|say|it|."},
		{"They cannot; we can’t.", "They|can|not|;|we|ca|n’t|."},
		{"Kim's men, the workers' pay", "Kim|'s|men|,|the|workers|'|pay"},
		{"a 26-year-old U.S. Army sergeant", "a|26|-|year|-|old|U.S.|Army|sergeant"},
		{"US$1,200.50 (about €5m)", "US|$|1,200.50|(|about|€|5m|)"},
		{"at 10:30 a.m. on 24/9/2019", "at|10:30|a.m.|on|24/9/2019"},
		{"“Stop!” he said… then left.", "“|Stop|!|”|he|said|…|then|left|."},
		{"e-mail desk@selwyn.example now", "e-mail|desk@selwyn.example|now"},
		{"see https://selwyn.example/a?b=1, please", "see|https://selwyn.example/a?b=1|,|please"},
		{"20% of 221bn", "20|%|of|221|bn"},
		{"cafe\u0301 na\u00efve\u00a0x\u200by", "cafe\u0301|na\u00efve|x|y"},
		{"No. 7 is no.", "No.|7|is|no|."},
	} {
		var got []string
		for _, s := range Words(c.text, 0, len(c.text)) {
			got = append(got, s.Of(c.text))
		}
		if diff := cmp.Diff(strings.Split(c.want, "|"), got); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Mr. Ode met U.S. Secretary Lane. They spoke.", []string{"Mr. Ode met U.S. Secretary Lane.", "They spoke."}},
		{"“It is over.” She left. “Why?” he asked.", []string{"“It is over.”", "She left.", "“Why?” he asked."}},
		{"\"Is it?\" Ode said. Yes.", []string{"\"Is it?\" Ode said.", "Yes."}},
		{"Harbour closed after storm\n\nThe harbour closed.", []string{"Harbour closed after storm", "The harbour closed."}},
		{"• first item\n• second item", []string{"• first item", "• second item"}},
		{"It cost 3.5 million. J. K. Ode paid.", []string{"It cost 3.5 million.", "J. K. Ode paid."}},
		{"He works for Lane Inc. The firm denied it.", []string{"He works for Lane Inc.", "The firm denied it."}},
		{"It opens between 10 a.m. and 3 p.m. Parents will wait outside.", []string{"It opens between 10 a.m. and 3 p.m.", "Parents will wait outside."}},
		{"Doors closed at 9 p.m. “Nobody came,” she said.", []string{"Doors closed at 9 p.m.", "“Nobody came,” she said."}},
		{"It sailed at 3 p.m. Monday, at 5 p.m. Eastern time and at 10 a.m. GMT.", []string{"It sailed at 3 p.m. Monday, at 5 p.m. Eastern time and at 10 a.m. GMT."}},
		{"Polls close at 8 p.m. Upper Orsia time on Sept. 4.", []string{"Polls close at 8 p.m. Upper Orsia time on Sept. 4."}},
		{"They left. At 3 p.m. Mayor Ode spoke.", []string{"They left.", "At 3 p.m. Mayor Ode spoke."}},
		{"On Jan. 20 it began... and went on.", []string{"On Jan. 20 it began... and went on."}},
	} {
		cut := Split(c.text)
		var got []string
		for _, s := range cut.Sentences {
			got = append(got, c.text[cut.Words[s.First].Start:cut.Words[s.Last-1].End])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
}

func TestLongSentencesAreCut(t *testing.T) {
	text := strings.Repeat("and so, ", 2000)
	cut := Split(text)
	for _, s := range cut.Sentences {
		if s.Last-s.First > maxWords {
			t.Fatalf("a sentence of %d words", s.Last-s.First)
		}
	}
	if last := cut.Sentences[len(cut.Sentences)-1].Last; last != len(cut.Words) {
		t.Fatalf("%d of %d words in sentences", last, len(cut.Words))
	}
}

func TestShape(t *testing.T) {
	for w, want := range map[string]uint8{"the": ShapeLower, "Kim": ShapeTitle, "NATO": ShapeUpper, "McCain": ShapeMixed, "J.": ShapeInitial,
		"U.S.": ShapeDotted, "2019": ShapeDigits, "1,000": ShapeNumber, "15th": ShapeAlnum, "“": ShapeOpen, ")": ShapeClose, ".": ShapeStop, ",": ShapePunct,
		"北京": ShapeOther, "a@b.example": ShapeAddress} {
		if got := Shape(w); got != want {
			t.Errorf("Shape(%q) = %d, want %d", w, got, want)
		}
	}
}

func TestPieces(t *testing.T) {
	v := NewVocab([]string{"[UNK]", "[CLS]", "[SEP]", "sa", "##yso", "u", ".", "s", "cafe"})
	for w, want := range map[string][]int32{"Sayso": {3, 4}, "U.S.": {5, 6, 7, 6}, "Café": {8}, "zzz": {0}, "": {0}} {
		if got := v.Pieces(nil, w); !cmp.Equal(got, want) {
			t.Errorf("Pieces(%q) = %v, want %v", w, got, want)
		}
	}
	if n := len(v.Pieces(nil, strings.Repeat(".", 100))); n > 12 {
		t.Errorf("%d pieces of one word", n)
	}
}

// Words lie in order inside the text, and nothing but blanks lies between.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "a.b", "“x”", "\u0301", "U.S.A.", "...", "1-2", "don't", "a\n\nb", "\"A.\" B", "www.", "@", "#1"} {
		f.Add(s)
	}
	v := NewVocab([]string{"[UNK]", "[CLS]", "[SEP]", "a", "##b"})
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		cut := Split(text)
		end := 0
		for _, w := range cut.Words {
			if w.Start < end || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("word %v after %d in %q", w, end, text)
			}
			if strings.TrimFunc(text[end:w.Start], blank) != "" {
				t.Fatalf("%q lies between words of %q", text[end:w.Start], text)
			}
			if !utf8.ValidString(w.Of(text)) {
				t.Fatalf("word %v cuts a character of %q", w, text)
			}
			end = w.End
			if n := len(v.Pieces(nil, w.Of(text))); n < 1 || n > 12 {
				t.Fatalf("%d pieces of %q", n, w.Of(text))
			}
		}
		if strings.TrimFunc(text[end:], blank) != "" {
			t.Fatalf("%q is left over of %q", text[end:], text)
		}
		next := 0
		for _, s := range cut.Sentences {
			if s.First != next || s.Last <= s.First {
				t.Fatalf("sentence %+v after word %d of %q", s, next, text)
			}
			next = s.Last
		}
		if next != len(cut.Words) {
			t.Fatalf("%d of %d words in sentences of %q", next, len(cut.Words), text)
		}
	})
}
