package extract

import (
	"strings"
	"unicode"
)

// language is what betrays a language: its most common small words, and
// letters that few others use.
type language struct {
	tag     string // BCP 47
	words   string
	letters string
}

// The function words were written down for this purpose. Languages that share
// a script are told apart by them; words common to several count for each.
var latin = []language{
	{"en", "a the said over under being having before while where did does such any some only because between against how the of and to in that is was for on with as by at from it he his were be this have has had which or not are but they an who their been would will its said one after two more about than into also could there when out up if no what", ""},
	{"de", "der die das und den dem ein eine einer eines nicht ist von mit sich auf für im auch es an werden aus er hat dass sie nach wird bei um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sagte", "äöüß"},
	{"fr", "le la les de des du et à un une en que qui dans pour pas sur au il est par plus ne se avec ce son sont aux cette mais ou ont été ses leur deux même comme elle ces être avait dit nous après", "éèêçàùœ"},
	{"es", "el la los las de que y en un una por con no se del su para al lo como más es pero sus le ha este sí porque esta entre cuando muy sin sobre también hasta hay donde fue han según dijo desde", "ñ¿¡"},
	{"pt", "o a os as de que e do da em um uma para com não se na por mais dos das no ao à é foi são pelo pela ele seu sua ou quando muito já também só nos como mas entre segundo disse", "ãõçâê"},
	{"it", "il lo la gli le di che e è un una in per non del della dei delle si da con sono al ha come più anche ma nel nella alla dal questo suo sua essere stato tra ai dopo hanno", "àèìò"},
	{"nl", "de het een en van in is dat op te zijn met voor niet aan er die om als bij ook door naar heeft uit maar over tot nog werd worden wordt deze dit hij ze zich kan meer hebben was", ""},
	{"sv", "och att det i en som är av för på den med till har inte om ett han de var men sig från vi så kan när eller nu under där efter ska också mot hade sina", "åäö"},
	{"da", "og at det i en som er af for på den med til har ikke om et han de var men sig fra vi så kan når eller nu under der efter skal også mod havde sine blev", "æøå"},
	{"nb", "og at det i en som er av for på den med til har ikke om et han de var men seg fra vi så kan når eller nå under der etter skal også mot hadde sine ble", "æøå"},
	{"fi", "ja on ei se että oli hän ovat mutta kun myös kuin joka sen ole mukaan tai jos niin vain nyt sitä oli olivat jo sekä mitä hänen", "äö"},
	{"pl", "i w na z do nie się że to jest o jak po za od przez dla był są co ale tym tego roku przed ich oraz tak może jego który które także", "łąęśżźćń"},
	{"cs", "a v na se je že z do o s k to i po za pro jako by ale od podle které který jsou byl jeho také při nebo již", "ěščřžýů"},
	{"hu", "a az és hogy nem is egy ez meg de volt van csak még mint már el szerint azt lesz vagy ki be", "őűáé"},
	{"ro", "și de la în a cu că pe o din un nu care pentru este mai fost sau au prin sunt lui după dar ce fi", "șțăâî"},
	{"tr", "ve bir bu da de için ile olarak çok daha sonra gibi kadar olan ne var en ama ki her değil ise dedi göre", "ğşıç"},
	{"id", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada oleh mereka sudah atau adalah bahwa telah saat lebih kata", ""},
	{"vi", "và của là có được cho không trong những một các với người khi đã này để từ đến về cũng như ra", "đơưạảấầ"},
}

var cyrillic = []language{
	{"ru", "и в не на что с по как из за к от его но для было это она они был был также года или при", "ыэъё"},
	{"uk", "і в не на що з та до за від як про його але для було це вона вони був також року або при й", "іїєґ"},
	{"bg", "и в не на че с по от за се да са като до си е който след това при или беше", "ъщ"},
	{"sr", "и у не на да се је са за од као су које који након то или био ће", "јљњћђџ"},
}

var arabic = []language{
	{"ar", "في من على أن إلى التي الذي عن مع هذا كان قال بعد ما لا هذه بين", "ةىأإ"},
	{"fa", "در از به که این را با است برای آن های یک خود بر تا شده کرد می", "پچژگی"},
	{"ur", "کے کی میں ہے سے کا نے اور کو پر یہ ہیں کہ اس تھا نہیں", "ںےہٹڈ"},
}

// scripts name a language by the script alone, or the languages that share it.
var scripts = []struct {
	table *unicode.RangeTable
	tag   string
	among []language
}{
	{unicode.Latin, "", latin},
	{unicode.Cyrillic, "", cyrillic},
	{unicode.Arabic, "", arabic},
	{unicode.Hangul, "ko", nil},
	{unicode.Hiragana, "ja", nil},
	{unicode.Katakana, "ja", nil},
	{unicode.Han, "zh", nil},
	{unicode.Greek, "el", nil},
	{unicode.Hebrew, "he", nil},
	{unicode.Thai, "th", nil},
	{unicode.Devanagari, "hi", nil},
	{unicode.Bengali, "bn", nil},
	{unicode.Tamil, "ta", nil},
	{unicode.Georgian, "ka", nil},
	{unicode.Armenian, "hy", nil},
	{unicode.Ethiopic, "am", nil},
	{unicode.Khmer, "km", nil},
	{unicode.Myanmar, "my", nil},
	{unicode.Lao, "lo", nil},
}

const (
	sampled   = 20000 // words looked at
	leastSure = 2.5   // a small word of the language counts one, another word with its letters a half
	leastPart = 0.12  // of that for each word of the text
)

// Language is the BCP 47 tag of the language that most of text is in, "" when
// the text is too short or too mixed to tell, or has no letters.
func Language(text string) string {
	letters := make([]int, len(scripts))
	for i, r := range text {
		if i > sampled*6 {
			break
		}
		if !unicode.IsLetter(r) {
			continue
		}
		for k := range scripts {
			if unicode.Is(scripts[k].table, r) {
				letters[k]++
				break
			}
		}
	}
	best, all := 0, 0
	for k, n := range letters {
		all += n
		if n > letters[best] {
			best = k
		}
	}
	if all == 0 || 2*letters[best] < all {
		return japaneseOr(letters, all)
	}
	if scripts[best].tag == "zh" {
		return japaneseOr(letters, all)
	}
	if scripts[best].among == nil {
		return scripts[best].tag
	}
	return closest(text, scripts[best].among)
}

// japaneseOr is "ja" for a text in Han with kana, "zh" for one in Han, else "".
func japaneseOr(letters []int, all int) string {
	han, kana := 0, 0
	for k, s := range scripts {
		switch s.tag {
		case "zh":
			han = letters[k]
		case "ja":
			kana += letters[k]
		}
	}
	switch {
	case all == 0 || 2*(han+kana) < all:
		return ""
	case 10*kana > han:
		return "ja"
	}
	return "zh"
}

// closest is the language whose small words and own letters the text uses
// most.
func closest(text string, among []language) string {
	known := make([]map[string]bool, len(among))
	for i, l := range among {
		known[i] = map[string]bool{}
		for _, w := range strings.Fields(l.words) {
			known[i][w] = true
		}
	}
	scores := make([]float64, len(among))
	words := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '¿' && r != '¡' }) {
		if words++; words > sampled {
			break
		}
		w = strings.ToLower(w)
		for i := range among {
			if known[i][w] {
				scores[i]++
			} else if strings.ContainsAny(w, among[i].letters) {
				scores[i] += 0.5
			}
		}
	}
	best := 0
	for i := range scores {
		if scores[i] > scores[best] {
			best = i
		}
	}
	if scores[best] < max(leastSure, leastPart*float64(words)) {
		return ""
	}
	return among[best].tag
}

// LanguageName is the English name of a language that Language can tell, the
// tag itself when it is another.
func LanguageName(tag string) string {
	if n, ok := names[tag]; ok {
		return n
	}
	return tag
}

var names = map[string]string{
	"en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "sv": "Swedish",
	"da": "Danish", "nb": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish",
	"id": "Indonesian", "vi": "Vietnamese", "ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian", "sr": "Serbian", "ar": "Arabic",
	"fa": "Persian", "ur": "Urdu", "ko": "Korean", "ja": "Japanese", "zh": "Chinese", "el": "Greek", "he": "Hebrew", "th": "Thai",
	"hi": "Hindi", "bn": "Bengali", "ta": "Tamil", "ka": "Georgian", "hy": "Armenian", "am": "Amharic", "km": "Khmer", "my": "Burmese", "lo": "Lao",
}
