package fold

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// way is one way to bring a name to Latin letters.
type way struct {
	text string
	rule string
	bare bool
	lang Language
}

// latin brings a name to lower-case Latin letters without marks. Its rule is
// empty where only marks were dropped.
func latin(s string) []way {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) { // RTL marks, joiners, soft hyphens
			return -1
		}
		return r
	}, s)
	han, script := 0, ""
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case r > unicode.MaxASCII && script == "":
			script = scriptOf(r)
		}
	}
	if han > 0 {
		return hanWays(s)
	}
	if script == "" {
		return []way{{text: strip(s)}}
	}
	l := letters[script]
	var b strings.Builder
	if script == "Kana" {
		return []way{{text: strip(kana(s)), rule: l.rule}}
	}
	if script == "Arabic" {
		s = articles(norm.NFKC.String(s))
	}
	last := ""
	for _, r := range norm.NFC.String(s) {
		t, ok := l.to[unicode.ToLower(r)]
		if l.bare && ok && last != "" && t != "" && isDigraph(last[len(last)-1:]+t[:1]) {
			b.WriteRune(apart)
		}
		last = t
		switch {
		case script == "Hangul" && r >= 0xAC00 && r <= 0xD7A3:
			b.WriteString(hangul(r))
		case ok:
			b.WriteString(t)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteRune(r)
		}
	}
	return []way{{strip(b.String()), l.rule, l.bare, languageOf[script]}}
}

// apart stands between two letters that are not one sound, though they would
// look like it in Latin.
const apart = '\x1f'

// languageOf is the language whose spellings a name in a script may have.
var languageOf = map[string]Language{"Hangul": Korean, "Cyrillic": Russian, "Arabic": Arabic}

func scriptOf(r rune) string {
	for _, s := range [...]struct {
		name  string
		table *unicode.RangeTable
	}{{"Hangul", unicode.Hangul}, {"Cyrillic", unicode.Cyrillic}, {"Arabic", unicode.Arabic}, {"Greek", unicode.Greek}, {"Hebrew", unicode.Hebrew}, {"Thai", unicode.Thai}, {"Kana", unicode.Hiragana}, {"Kana", unicode.Katakana}} {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	return ""
}

var unmarked = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ħ", "h", "ŋ", "ng", "ə", "a", "&", " and ", "№", " no ",
	"ö", "o", "ü", "u")

// strip lower-cases and drops the marks of Latin letters.
func strip(s string) string {
	s = unmarked.Replace(strings.ToLower(s))
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == 'ʾ' || r == 'ʿ' {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}

// articles parts the Arabic article from its word and joins the pieces of
// names with Abd.
func articles(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if rest, ok := strings.CutPrefix(w, "ال"); ok && len([]rune(rest)) > 2 && !strings.HasPrefix(w, "الله") {
			words[i] = "ال " + rest
		}
	}
	return strings.Join(words, " ")
}

// hangul is a syllable by the Revised Romanisation of 2000, letter by letter,
// so that the Korean fold can undo it.
func hangul(r rune) string {
	n := int(r - 0xAC00)
	return hangulInitials[n/588] + hangulVowels[n%588/28] + hangulFinals[n%28] + " "
}

var (
	hangulInitials = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
	hangulVowels   = [...]string{"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"}
	hangulFinals   = [...]string{"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"}
)

// hanWays reads Chinese characters by pinyin, and by their Korean sound where
// each of them is known as part of Korean names.
func hanWays(s string) []way {
	args := pinyin.NewArgs()
	var zh, ko strings.Builder
	korean, first := true, true
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			zh.WriteRune(r)
			ko.WriteRune(r)
			first = true
			continue
		}
		if p := pinyin.SinglePinyin(r, args); len(p) > 0 {
			sound := p[0]
			if t, ok := letters["HanSurname"].to[r]; ok && first {
				sound = t
			}
			zh.WriteString(" " + sound + " ")
		}
		if t, ok := letters["Hanja"].to[r]; ok && korean {
			for _, h := range t {
				ko.WriteString(" " + hangul(h))
			}
		} else {
			korean = false
		}
		first = false
	}
	out := []way{{text: strip(zh.String()), rule: "pinyin", lang: Chinese}}
	if ja, ok := japanese(s); ok {
		out = append(out, way{text: strip(ja), rule: letters["JapaneseNames"].rule})
	}
	if korean {
		out = append(out, way{text: strip(ko.String()), rule: letters["Hanja"].rule, lang: Korean})
	}
	return out
}

// japanese reads characters as Japanese names where they are nothing else but
// names that are known, the longest first.
func japanese(s string) (string, bool) {
	names := letters["JapaneseNames"].word
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '々' }) {
		for r := []rune(part); len(r) > 0; {
			n := min(len(r), 3)
			for ; n > 0 && names[string(r[:n])] == ""; n-- {
			}
			if n == 0 {
				return "", false
			}
			out = append(out, names[string(r[:n])])
			r = r[n:]
		}
	}
	return strings.Join(out, " "), len(out) > 1
}

// kana brings hiragana and katakana to Latin: a small y joins the syllable
// before it, a small tsu doubles the consonant behind it.
func kana(s string) string {
	to := letters["Kana"].to
	var b []byte
	double := false
	for _, r := range norm.NFKC.String(s) {
		if r >= 'ァ' && r <= 'ヴ' {
			r -= 'ァ' - 'ぁ'
		}
		small := map[rune]string{'ゃ': "ya", 'ゅ': "yu", 'ょ': "yo", 'ぁ': "a", 'ぃ': "i", 'ぅ': "u", 'ぇ': "e", 'ぉ': "o"}[r]
		t, known := to[r]
		switch n := len(b); {
		case r == 'っ':
			double = true
			continue
		case small != "" && n > 0:
			if b[n-1] == 'i' && len(small) == 2 {
				b = b[:n-1]
				if n > 2 && (b[n-2] == 'h' || b[n-2] == 'j') || n > 1 && b[n-2] == 'j' {
					small = small[1:]
				}
			} else if len(small) == 1 && (b[n-1] == 'u' || b[n-1] == 'i' || b[n-1] == 'e') {
				b = b[:n-1]
			}
			b = append(b, small...)
		case t == "_":
			b = append(b, ' ')
		case known && t != "":
			if double {
				b = append(b, t[0])
			}
			b = append(b, t...)
		case !known:
			b = append(b, string(r)...)
		}
		double = false
	}
	return string(b)
}
