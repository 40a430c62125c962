package attribution

import (
	"strings"

	"github.com/sayso/sayso/reading/name"
)

// pronoun is the voice that a pronoun stands for: of a relative one its noun,
// of another the nearest agreeing speaker or person before it.
func (v *voicer) pronoun(h int) int {
	one := 1
	switch low := v.Low(h); low {
	case "who", "which", "that", "whom":
		for at := h; at >= 0; at = v.Tokens[at].Head {
			if v.Tokens[at].Rel == "acl:relcl" && v.Tokens[at].Head >= 0 {
				return v.voice(v.Tokens[at].Head)
			}
		}
	case "he", "she", "him", "her", "his", "hers":
		if k := v.before(h, func(k Voice) bool { return k.Kind == "person" || k.Kind == "anonymous" }, name.Person); k != none {
			return k
		}
		return v.add(Voice{Name: v.Tokens[h].Text, Kind: "anonymous", Count: &one, Entity: -1, Of: -1}, low)
	case "they", "them", "their", "both":
		if k := v.plural(h); k >= 0 {
			return v.voice(k)
		}
		if k := v.before(h, func(k Voice) bool { return k.Kind == "collective" || k.Kind == "office" }, name.Group); k != none {
			return k
		}
	case "it", "its":
		if k := v.before(h, func(k Voice) bool { return k.Kind == "office" || k.Kind == "outlet" || k.Kind == "document" }, name.Organization, name.Company, name.PublicBody); k != none {
			return k
		}
		return v.add(Voice{Name: v.Tokens[h].Text, Kind: "document", Count: &one, Entity: -1, Of: -1}, low)
	case "i", "me", "my":
		return Own
	}
	return v.common(h)
}

// plural is the plural noun that is the subject of an earlier clause of the
// sentence of token h, -1 for none: "Unions are unsure: they say ...".
func (v *voicer) plural(h int) int {
	for k := h - 1; k >= v.Sentences[v.Sentence(h)].First; k-- {
		t := v.Tokens[k]
		if t.UPOS == "NOUN" && v.Is(k, "nsubj") && strings.Contains(t.Feats, "Number=Plur") && !v.Within(h, k) && v.Tokens[k].Head != v.Tokens[h].Head {
			return k
		}
	}
	return -1
}

// before is the voice nearest before token h that fits: one that has spoken
// already, or, where no such stands nearer, an entity of one of the kinds.
// Words within the pronoun's own clause do not count, nor possessives.
func (v *voicer) before(h int, fits func(Voice) bool, kinds ...name.Kind) int {
	spoken, at := none, -1
	for n := len(v.spoken) - 1; n >= 0; n-- {
		if s := v.spoken[n]; s < h && fits(v.voices[v.of[s]]) {
			spoken, at = v.of[s], s
			break
		}
	}
	first := v.Sentences[v.Sentence(h)].First
	if at >= 0 && v.Sentence(at) >= v.Sentence(h)-1 {
		return spoken
	}
	for i := h - 1; i > at && i >= 0 && v.Sentence(i) >= v.Sentence(h)-2; i-- {
		e, ok := v.Of[i]
		if !ok || !v.subjectLike(i) && i < first {
			continue
		}
		for _, k := range kinds {
			if v.Entities[e].Kind == k && !v.ours(v.Entities[e]) {
				return v.named(i, e)
			}
		}
	}
	return spoken
}

// subjectLike tells whether a name stands where the talk is about it.
func (v *voicer) subjectLike(i int) bool {
	return v.Is(i, "nsubj", "root") || v.Is(i, "flat", "compound") && v.Tokens[i].Head >= 0 && v.Is(v.Tokens[i].Head, "nsubj", "root")
}

// singular is a noun's singular, by its ending.
func singular(w string) string {
	switch {
	case many[w] || strings.HasSuffix(w, "ss") || len(w) < 4 || w == "police":
		return w
	case w == "people":
		return "person"
	case w == "men" || strings.HasSuffix(w, "men") || strings.HasSuffix(w, "women"):
		return strings.TrimSuffix(w, "en") + "an"
	case strings.HasSuffix(w, "ies"):
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes"):
		return strings.TrimSuffix(w, "es")
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return strings.TrimSuffix(w, "s")
	}
	return w
}

// outletName tells whether a name is that of a newspaper, agency or
// broadcaster.
func outletName(n string) bool {
	low := strings.ToLower(n)
	if agencies[low] {
		return true
	}
	for _, w := range strings.Fields(low) {
		if mastheads[strings.Trim(w, ".,")] {
			return true
		}
	}
	return false
}

var (
	pronouns = set("he she they it who which i we you him her them his their its some many others both several one someone somebody")
	many     = set("some many others several few most critics people police staff personnel both")
	setting  = set("another second different other third separate further new one")
	numerals = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9, "10": 10, "11": 11, "12": 12, "eleven": 11, "twelve": 12, "dozen": 12}
	bodies = set(`ministry government police court parliament agency department bureau company army military office embassy
		administration authority council committee commission union party party group organization organisation campaign
		administration regime firm bank panel board body association hospital university team jury state force
		coastguard navy airline airport institute inspectorate federation foundation charity club league consulate mission legislature senate congress cabinet
		directorate service corps operator manufacturer retailer regulator watchdog secretariat coalition alliance movement militia junta presidency chancellery
		laboratory school college church cooperative utility museum city province county municipality tribunal guard brigade corporation institution academy
		treasury kremlin pentagon customs chamber registry bourse exchange`)
	media  = set("newspaper paper broadcaster channel station website magazine outlet tabloid daily network blog")
	papers = set(`report study statement survey poll document law letter article release transcript video memo email record
		filing lawsuit complaint ruling order book analysis review indictment affidavit warrant resolution treaty agreement
		constitution tweet post message press footage data figures statistics research evidence test audit memorandum dossier minutes
		bulletin communique communiqué census decree diary invoice ledger manifest memoir notice petition photo photograph image
		recording tape log spreadsheet screenshot verdict writ cable circular directive declaration finding testimony affidavit transcription contract`)
	mastheads = set(`times post herald news newspaper daily journal gazette tribune guardian telegraph observer mail mirror
		independent press agency chronicle star sun globe today radio television tv broadcasting magazine weekly review
		register courier examiner dispatch inquirer bulletin wikinews reporter`)
	agencies = set(`reuters ap afp bbc cnn nbc abc cbs fox npr pbs upi tass itar-tass ria xinhua yonhap kcna al-jazeera kyodo dpa efe
		interfax bloomberg politico buzzfeed wikileaks rt aljazeera msnbc cnbc sputnik kbs mbc nhk arirang jtbc newsis ansa`)
)
