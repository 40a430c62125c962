package watchlist

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sayso/sayso/entity/fold"
)

// keysOf are the keys by which a word of the lists is found by its sounds, or a
// word of a query finds others.
func keysOf(w fold.Token, listed bool) map[uint64]bool {
	keys := map[uint64]bool{}
	skeleton := w.Skeleton()
	skeletonKeys(skeleton, !listed || len(skeleton) >= 3, func(kind byte, skip int) {
		vowels := []string{w.Vowels()}
		switch {
		case kind != withVowels || listed && w.Bare:
			vowels = []string{""}
		case w.Bare:
			vowels = slices.Concat(everyVowels, []string{""})
		case !listed:
			vowels = append(vowels, "")
		}
		for _, v := range vowels {
			keys[keyOf(kind, v, skeleton, skip)] = true
		}
	})
	return keys
}

func endsOf(w fold.Token) map[uint64]bool {
	keys := map[uint64]bool{}
	textKeys(w.Text, func(k uint64) { keys[k] = true })
	return keys
}

func meet(a, b map[uint64]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// TestNear holds the words that an index finds for another against all its words,
// looked at one by one: those with a key in common that are as like as asked.
func TestNear(t *testing.T) {
	syllable := `(ab|na|shi|ru|mu|ham|ed|kov|ev|jong|chol|li|al|gh|ts|an|ir|e|o)`
	text := rapid.OneOf(rapid.StringMatching(syllable+`{1,4}`), rapid.SampledFrom([]string{"محمد", "حسن", "Наталья", "김정은", "مرين"}))
	country := rapid.SampledFrom([]string{"", "Russia", "Iran", "China", "North Korea"})
	rapid.Check(t, func(t *rapid.T) {
		l := &List{Name: "made up"}
		for range rapid.IntRange(1, 30).Draw(t, "entities") {
			e := Entity{Kind: Person, Names: []Name{{Text: text.Draw(t, "name") + " " + text.Draw(t, "name")}}}
			if c := country.Draw(t, "country"); c != "" {
				e.Countries = []string{c}
			}
			l.Entities = append(l.Entities, e)
		}
		x := NewIndex(l)
		at := x.desk()
		for range 3 { // a desk is used again
			one := fold.Read(text.Draw(t, "word"))[0].Tokens[0]
			langs := rapid.Uint8Range(0, 31).Draw(t, "languages") &^ 1
			least := rapid.SampledFrom([]float64{search, asOne}).Draw(t, "least")
			var want []match
			for i := range x.words {
				w := &x.words[i]
				if w.class == legal || w.class == particle || w.class == title {
					continue
				}
				enough := least
				if !meet(keysOf(one, false), keysOf(w.Token, true)) {
					if !meet(endsOf(one), endsOf(w.Token)) {
						continue
					}
				} else if w.Bare && !one.Bare && !x.near.alone && !meet(endsOf(one), endsOf(w.Token)) {
					enough = likeSame
				}
				if k, _ := one.Sounds.LikeIn(&w.Sounds, w.Bare != one.Bare, w.langs|langs, enough); k > 0 {
					want = append(want, match{int32(i), float32(k)})
				}
			}
			var ear fold.Ear
			ear.Tune(&one)
			at.round++
			got := x.near.like(nil, one, true, &ear, langs, least, at)
			slices.SortFunc(got, func(a, b match) int { return cmp.Compare(a.word, b.word) })
			if !slices.Equal(got, want) {
				t.Fatalf("%s: found %v, want %v", one.Text, got, want)
			}
		}
	})
}
