package fold

import (
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
			l := Language(rapid.IntRange(0, int(languages)-1).Draw(t, "language"))
			least := rapid.Float64Range(0.3, 0.99).Draw(t, "least")
			e.Tune(&a.Sounds)
			want, _ := a.Sounds.Like(&b.Sounds, a.Bare, l, least)
			if got, _ := e.Like(&b.Sounds, a.Bare, l, least); got != want {
				t.Fatalf("%s %s %s: %v by ear, %v by words", a.Text, b.Text, l, got, want)
			}
			both := b.Sounds.With(&c.Sounds)
			want, _ = a.Sounds.Like(&both, a.Bare, l, least)
			if got, _ := e.LikeTwo(&b.Sounds, &c.Sounds, a.Bare, l, least); got != want {
				t.Fatalf("%s %s+%s %s: %v by ear, %v by words", a.Text, b.Text, c.Text, l, got, want)
			}
		}
	})
}
