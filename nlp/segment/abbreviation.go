package segment

import "strings"

// What an abbreviation says of the words around it.
const (
	title        = iota + 1 // a name follows: never ends a sentence
	ending                  // may end a sentence ("Inc.", "etc.")
	beforeNumber            // an abbreviation only before a figure ("No. 7", "Art. 5")
)

// abbreviations are words that keep their full stop, lower case without it.
var abbreviations = func() map[string]int {
	m := map[string]int{}
	for kind, words := range map[int]string{
		title: `mr mrs ms dr prof gen lt col sgt capt cmdr maj brig adm sen rep gov pres rev hon st ste mt ft supt insp
			messrs mme mlle sr sra fr cpl pvt det atty vs v cf approx ca e.g i.e viz al`,
		ending: `jr inc corp co ltd llc plc bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
			thur thurs fri sat sun etc dept univ assn ave blvd rd est govt intl natl ala ariz ark calif colo conn del
			fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo a.m p.m`,
		beforeNumber: `no nos art arts p pp par sec vol fig ch op para`,
	} {
		for _, w := range strings.Fields(words) {
			m[w] = kind
		}
	}
	for _, w := range []string{"sun", "sat", "mar", "ill", "mo", "la", "pa", "ore", "wash", "miss", "mass", "del", "est", "al"} {
		m[w] = beforeNumber
	}
	return m
}()
