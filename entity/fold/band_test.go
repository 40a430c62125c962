package fold

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestLeast holds LikeAtLeast against Like: the same, or nothing where Like is
// under least.
func TestLeast(t *testing.T) {
	word := rapid.StringMatching(`[a-dhimnorstuyz]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := Read(word.Draw(t, "a"))[0].Tokens[0], Read(word.Draw(t, "b"))[0].Tokens[0]
		a.Bare = rapid.Bool().Draw(t, "bare")
		l := Language(rapid.IntRange(0, int(languages)-1).Draw(t, "language"))
		least := rapid.Float64Range(0.3, 0.99).Draw(t, "least")
		whole, folded := Like(a, b, l)
		got, gotFolded := LikeAtLeast(a, b, l, least)
		if got != whole && (got != 0 || whole >= least) || got == whole && got > 0 && gotFolded != folded {
			t.Fatalf("%s %s %s: %v at least %v, whole %v", a.Text, b.Text, l, got, least, whole)
		}
	})
}

// TestEar holds an ear's answers against those of the words themselves.
func TestEar(t *testing.T) {
	word := rapid.StringMatching(`[a-dhimnorstuyz]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) Token { return Read(word.Draw(t, label))[0].Tokens[0] }
		var e Ear
		for range 2 { // an ear is tuned again
			a, b, c := draw("a"), draw("b"), draw("c")
			a.Bare = rapid.Bool().Draw(t, "bare")
			in := uint8(rapid.IntRange(0, 1<<languages-1).Draw(t, "languages"))
			least := rapid.Float64Range(0.3, 0.99).Draw(t, "least")
			best := func(s *Sounds) float64 {
				k, _ := a.Sounds.LikeIn(s, a.Bare, in, least)
				return k
			}
			e.Tune(&a)
			if got, _ := e.Like(&b.Sounds, false, in, least); got != best(&b.Sounds) {
				t.Fatalf("%s %s: %v by ear, %v by words", a.Text, b.Text, got, best(&b.Sounds))
			}
			both := b.Sounds.With(&c.Sounds)
			if got, _ := e.LikeTwo(&b.Sounds, &c.Sounds, false, in, least); got != best(&both) {
				t.Fatalf("%s %s+%s: %v by ear, %v by words", a.Text, b.Text, c.Text, got, best(&both))
			}
		}
	})
}

// TestSift holds what a sieve keeps against the words themselves: those that are
// like the word in their languages, and no others.
func TestSift(t *testing.T) {
	word := rapid.StringMatching(`[abdhmnrsty]{1,9}|(ab|na|shi|ru){1,4}[a-z]?|[a-z]{20,30}`)
	languageSet := rapid.Uint8Range(0, 1<<languages-1)
	rapid.Check(t, func(t *rapid.T) {
		var s Sieve
		var words []Sounds
		var in []uint8
		for _, w := range rapid.SliceOfN(word, 1, 40).Draw(t, "words") {
			words, in = append(words, Read(w)[0].Tokens[0].Sounds), append(in, languageSet.Draw(t, "languages"))
		}
		for range 2 { // a sieve is used again
			one := Read(word.Draw(t, "word"))[0].Tokens[0].Sounds
			bare, also := rapid.Bool().Draw(t, "bare"), languageSet.Draw(t, "languages too")
			least := rapid.Float64Range(0.3, 0.99).Draw(t, "least")
			var want []Kept
			for i := range words {
				if k, _ := one.LikeIn(&words[i], bare, in[i]|also, least); k > 0 {
					want = append(want, Kept{int32(7 + i), float32(k)})
				}
			}
			var e Ear
			e.Tune(&Token{Sounds: one})
			s.Tune(&e, also, least)
			if got := s.Sift(nil, Shelf(nil).Put(words, in), 7, bare); !slices.Equal(got, want) {
				t.Fatalf("kept %v for %v, want %v", got, one.heard(), want)
			}
		}
	})
}
