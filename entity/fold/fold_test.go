package fold

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

func joined(n Name) string {
	var w []string
	for _, t := range n.Tokens {
		w = append(w, t.Text)
	}
	return strings.Join(w, " ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"O’Hara, Jörg", "ohara jorg"},
		{"김정은", "gim jeong eun"},
		{"Владимир Щукин", "vladimir shchukin"},
		{"محمد علي", "mhmd ly"},
		{"习近平", "xi jin ping"},
		{"キム・ジョンウン", "kimu jonun"}, {"さっぽろ", "sapporo"}, {"ウラジーミル・プーチン", "urajimiru puchin"}, {"きょうこ", "kyouko"}, {"シャルル", "sharuru"}, {"ファン", "fan"},
		{"Αλέξανδρος", "alexandros"},
		{"Ch'ŏl-su", "chol su"},
		{"\u200fAli\u200e", "ali"},
	} {
		got := Read(c.in)
		if len(got) == 0 || joined(got[0]) != c.want {
			t.Errorf("Read(%q) = %v, want %q", c.in, got, c.want)
		}
	}
	for _, in := range []string{"", "  ", "🙂", "\u200f", "—"} {
		if got := Read(in); len(got) != 0 {
			t.Errorf("Read(%q) = %v", in, got)
		}
	}
}

func word(s string) Token { return Read(s)[0].Tokens[0] }

func TestLike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		l    Language
		fold bool
	}{
		{"chol", "cheol", Korean, true}, {"gwang", "kwang", Korean, true}, {"hyok", "hyeok", Korean, true},
		{"paek", "baek", Korean, true}, {"jong", "chong", Korean, true}, {"sun", "soon", Korean, true},
		{"pak", "paek", Korean, false}, {"ho", "hwa", Korean, false}, {"chol", "chil", Korean, false},
		{"yuriy", "iurii", Russian, true}, {"aleksandr", "alexandr", Russian, true}, {"tsoi", "tsoy", Russian, true},
		{"evgeniy", "yevgenii", Russian, true}, {"ivanov", "petrov", Russian, false},
		{"mohammed", "muhammad", Arabic, true}, {"hussein", "husayn", Arabic, true},
		{"xiang", "hsiang", Chinese, true}, {"zhou", "chou", Chinese, true},
	} {
		s, f := Like(word(c.a), word(c.b), c.l)
		r, g := Like(word(c.b), word(c.a), c.l)
		if f != c.fold || s != r || f != g {
			t.Errorf("Like(%s, %s, %s) = %.3f %v (other way %.3f %v), want folded %v", c.a, c.b, c.l, s, f, r, g, c.fold)
		}
	}
}

func FuzzLike(f *testing.F) {
	f.Add("Mohammed", "محمد")
	f.Add("김", "Kim")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, x := range Read(a) {
			for _, y := range Read(b) {
				for l := range languages {
					s, _ := Like(x.Tokens[0], y.Tokens[0], l)
					r, _ := Like(y.Tokens[0], x.Tokens[0], l)
					if s != r || s < 0 || s > 1 {
						t.Fatalf("%q %q: %v, %v", a, b, s, r)
					}
				}
			}
		}
	})
}

// TestSystems reads pairs of published systems of romanisation where they lie
// beside the repository, and asks for the folds to meet their spellings.
func TestSystems(t *testing.T) {
	f, err := os.Open("../../../shared/corpora/sanctions/romanization_interscript/romanization_tests.tsv")
	if err != nil {
		t.Skip("no romanisation pairs beside the repository")
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	met, all := map[Language]int{}, map[Language]int{}
	for _, row := range rows[1:] {
		var l Language
		switch {
		case strings.Contains(row[0], "-kor-"):
			l = Korean
		case strings.Contains(row[0], "-rus-"), strings.Contains(row[0], "-ukr-"):
			l = Russian
		case strings.Contains(row[0], "-ara-"):
			l = Arabic
		case strings.Contains(row[0], "-zho-"):
			l = Chinese
		default:
			continue
		}
		a, b := Read(row[1]), Read(row[2])
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		x, y := one(a[0]), one(b[0])
		if len(x.Text) > 40 {
			continue
		}
		all[l]++
		if s, _ := Like(x, y, l); s >= 0.85 {
			met[l]++
		} else if testing.Verbose() {
			t.Logf("%s %s %q %q %.2f", row[0], row[1], x.Text, y.Text, s)
		}
	}
	for l := Korean; l < languages; l++ {
		t.Logf("%s: %d of %d pairs meet", l, met[l], all[l])
		if float64(met[l]) < 0.7*float64(all[l]) {
			t.Errorf("%s: %d of %d pairs meet", l, met[l], all[l])
		}
	}
}

func one(n Name) Token {
	out := n.Tokens[0]
	for _, t := range n.Tokens[1:] {
		out = Join(out, t)
	}
	return out
}
