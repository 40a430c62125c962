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
