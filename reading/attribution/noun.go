package attribution

import (
	"slices"
	"strings"
)

// sort is the kind of voice that a noun makes, and how many speak.
func (v *voicer) sort(h int, lemma string) (string, *int) {
	one := 1
	name := v.Tokens[h].UPOS == "PROPN"
	plural := strings.Contains(v.Tokens[h].Feats, "Number=Plur") || !name && v.Low(h) != lemma && !strings.HasSuffix(lemma, "s")
	if lemma == "police" || lemma == "customs" {
		plural = false
	}
	if name { // "the weekly Lens"
		for _, k := range v.Kids(h) {
			if w := singular(v.Low(k)); k < h && v.Is(k, "compound", "amod", "nmod") && (bodies[w] || media[w]) {
				plural, lemma = false, w
			}
		}
	}
	n, counted := numerals[v.Low(h)]
	switch {
	case v.masthead(h): // "the Lisk Gazette", known by its words alone
		return "outlet", &one
	case counted: // "two of the directors"
		if v.vague(h) {
			return "collective", nil
		}
		return "collective", &n
	case lemma == "third" && v.Kid(h, "nmod") < 0 && slices.ContainsFunc(v.voices, func(o Voice) bool { return o.Count != nil && *o.Count == 2 }):
		return "anonymous", &one // "Two residents said ... A third said"
	case shares[lemma] || v.unnumbered(h):
		return "collective", nil
	case v.company(h):
		return "collective", v.number(h, plural)
	case bodies[lemma] && !plural:
		return "office", &one
	case media[lemma] && !plural:
		return "outlet", &one
	case thing(lemma):
		if plural {
			return "document", v.number(h, true)
		}
		return "document", &one
	case plural || many[v.Low(h)]:
		return "collective", v.number(h, true)
	case holders[lemma] && v.inOffice(h):
		return "office", &one
	case name && lemma != v.Low(h):
		return "office", &one
	}
	if name && people[lemma] == 0 && v.Kid(h, "det", "amod", "nmod") < 0 && v.Tokens[h].Text != v.Low(h) {
		if v.Kid(h, "compound") >= 0 {
			return "office", &one
		}
		return "person", &one
	}
	return "anonymous", &one
}

// masthead tells whether the name that ends at h, behind an article or not, is
// by its last word that of a newspaper: "the Lisk Gazette". A person may be
// called so too, but has no article, nor one word for a name.
func (v *voicer) masthead(h int) bool {
	if v.Tokens[h].UPOS != "PROPN" || !mastheads[v.Low(h)] || v.Tokens[h].Text == v.Low(h) {
		return false
	}
	first := h
	for first > 0 && v.Sentence(first-1) == v.Sentence(h) && v.Tokens[first-1].UPOS == "PROPN" {
		first--
	}
	return first > 0 && v.Low(first-1) == "the" || v.Low(first) == "the" || first < h && v.entityOf(h) < 0
}

// unnumbered tells whether the words of h stand for nobody, or for each of a number
// that is not given.
func (v *voicer) unnumbered(h int) bool {
	if nobody[v.Low(h)] {
		return true
	}
	for _, k := range v.Kids(h) {
		if k < h && v.Is(k, "det") && nobody[v.Low(k)] {
			return true
		}
		if k > h && v.Low(h) == "one" && v.Is(k, "nmod") && v.Kid(k, "case") >= 0 && v.Low(v.Kid(k, "case")) == "in" {
			if _, ok := numerals[v.Low(k)]; ok || v.Kid(k, "nummod") >= 0 {
				return true // "one parent in five"
			}
		}
	}
	return false
}

// inOffice tells whether the words of h name the holder of an office by it:
// "the mayor", "Orsia's foreign minister", not "a minister" or "the former
// minister".
func (v *voicer) inOffice(h int) bool {
	definite := v.definite(h)
	for _, k := range v.Kids(h) {
		switch {
		case past[v.Low(k)]:
			return false
		case k < h && v.Is(k, "det") && (v.Low(k) == "a" || v.Low(k) == "an" || v.Low(k) == "one" || v.Low(k) == "another"),
			k < h && v.Is(k, "nummod"):
			return false
		}
	}
	return definite || v.Tokens[h].Text != v.Low(h)
}

// number is the count that a noun phrase gives, nil where it gives none or a
// rough one.
func (v *voicer) number(h int, plural bool) *int {
	if k := v.Kid(h, "nummod"); k >= 0 {
		if n, ok := numerals[v.Low(k)]; ok && !v.vague(k) && !v.vague(h) {
			return &n
		}
	}
	if k := v.Kid(h, "det", "amod"); k >= 0 && k < h && v.Low(k) == "both" || v.Low(h) == "both" {
		two := 2
		return &two
	}
	if v.company(h) && !plural && v.Kid(h, "nummod") < 0 {
		n := 1
		for _, k := range v.Kids(h) {
			if v.Is(k, "conj") {
				if strings.Contains(v.Tokens[k].Feats, "Number=Plur") || v.Kid(k, "nummod") >= 0 || many[v.Low(k)] {
					return nil
				}
				n++
			}
		}
		return &n
	}
	return nil
}

// vague tells whether a word makes the number at token i, or of the noun there,
// a rough one.
func (v *voicer) vague(i int) bool {
	for _, k := range v.Kids(i) {
		if rough[v.Low(k)] && k < i {
			return true
		}
	}
	return i > 0 && rough[v.Low(i-1)]
}

// human tells whether a noun in the singular is one for a person.
func human(lemma string) bool {
	if _, ok := people[lemma]; ok || holders[lemma] {
		return true
	}
	if bodies[lemma] || media[lemma] || thing(lemma) || shares[lemma] || matters[lemma] {
		return false
	}
	for _, end := range []string{"er", "or", "ist", "ian", "man", "woman", "person", "ee"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end)+2 {
			return true
		}
	}
	return false
}

// thing tells whether a noun is one for what people read words or facts from: a
// document, a measurement, a matter.
func thing(lemma string) bool {
	if papers[lemma] {
		return true
	}
	if _, ok := people[lemma]; ok || bodies[lemma] || media[lemma] {
		return false
	}
	for _, end := range []string{"tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "sis", "logy", "graphy", "ship"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end)+1 {
			return true
		}
	}
	return false
}

// sex of a noun for a person, in people.
const (
	either = iota
	male
	female
)

var (
	pronouns = set("he she they it who which i we you him her them his hers their its some many others both several one someone somebody")
	many     = set("some many others several few most critics people police staff personnel both media press")
	nobody   = set("nobody none no-one neither anyone anybody everyone everybody each every any no either all")
	rough    = set("about around some nearly almost roughly approximately over least up more than under")
	past     = set("former ex late retired outgoing senior deputy")
	numerals = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9, "10": 10, "11": 11, "12": 12, "eleven": 11, "twelve": 12, "dozen": 12}
	// shares are a number of people that the words do not count.
	shares = set("majority minority half third quarter percent cent part rest family couple crowd public audience crew side household youth clergy proportion share you we")
	// holders are whom an office has one of.
	holders = set(`president minister premier chancellor governor mayor king queen prince emperor sultan emir pope prefect ombudsman
		ombudswoman speaker attorney-general commissioner ambassador nuncio coroner prosecutor chief`)
	// matters end like nouns for people and are none.
	matters = set(`register river water order power corner border winter summer matter theater tanker freighter trawler boiler fever
		cancer disaster barrier counter danger shoulder finger door floor factor sector motor tractor reactor corridor error harbour harbor
		odor humor labor color vector december september october november weather container paper answer quarter chapter
		flower layer offer shelter silver timber tiger tower transfer trailer trigger cover dinner fiber filter folder gutter
		helicopter ladder leather letter lumber meter number oyster pepper printer router rubber server shower sweater
		thunder traffic tumor mirror terror anchor armor indoor outdoor rumor vapor coffee committee fee knee tree degree
		guarantee refinery centre center property airliner liner steamer cruiser destroyer cutter`)
	people = sexes(`secretary accountant assistant attendant consultant defendant merchant applicant participant inhabitant servant
		descendant immigrant claimant commandant attendant occupant skipper mother-in-law+ father-in-law- son-in-law- daughter-in-law+
		brother-in-law- sister-in-law+ source official spokesperson mother+ father- son- daughter+ brother- sister+ husband- wife+ widow+ widower- uncle- aunt+
		grandmother+ grandfather- niece+ nephew- boy- girl+ man- woman+ lady+ gentleman- king- queen+ prince- princess+ lord- dame+ sir- mr- mrs+ ms+ miss+
		spokesman- spokeswoman+ chairman- chairwoman+ businessman- businesswoman+ fisherman- policeman- policewoman+ congressman- congresswoman+
		ombudswoman+ seamstress+ stewardess+ actress+ actor monk- nun+ abbot- bishop priest imam- nurse midwife+ emperor- empress+ baron- baroness+ duke- duchess+
		friar- lad- guy- patriarch- matriarch+ cleric parent child baby cousin neighbour neighbor friend colleague guest student pupil teacher doctor
		professor judge lawyer attorney advocate counsel witness victim patient resident tenant clerk cook guide chief head boss aide envoy diplomat delegate
		deputy mayor minister president premier author expert analyst economist scientist pilot captain general colonel major sergeant
		lieutenant admiral officer soldier guard agent spy detective hostage captive suspect thief pirate rebel militant refugee migrant exile
		farmer fan coach athlete champion player star artist poet journalist photographer reporter correspondent member person individual insider informant
		whistleblower matron dean rector principal warden janitor linguist pathologist surgeon vet chef host majesty highness holiness excellency
		representative executive investigator inspector engineer mechanic driver conductor sailor coxswain steward trader merchant broker banker
		architect attaché councillor senator lawmaker legislator politician candidate leader founder owner buyer seller vendor customer consumer user
		voter citizen villager islander native local elder headman youngster teenager adult apprentice intern trainee volunteer activist campaigner protester
		demonstrator critic supporter opponent rival ally partner successor predecessor heir twin orphan bride- bridegroom- fiancé- fiancée+ girlfriend+ boyfriend-`)
	bodies = set(`ministry government police court parliament agency department bureau company army military office embassy
		administration authority council committee commission union party group organization organisation campaign
		regime firm bank panel board body association hospital university team jury state force
		coastguard navy airline airport institute inspectorate federation foundation charity club league consulate mission legislature senate congress cabinet
		directorate service corps operator manufacturer retailer regulator watchdog secretariat coalition alliance movement militia junta presidency chancellery
		laboratory school college church cooperative utility museum city province county municipality tribunal guard brigade corporation institution academy
		treasury kremlin pentagon customs chamber registry bourse exchange
		opposition prosecution defence defense command delegation camp prefecture palace industry lobby trust railway carrier insurer lender
		management leadership bloc gang clan tribe squad diocese parish monastery factory mill chain brand startup start-up studio theatre theater
		orchestra observatory clinic lab ngo think-tank thinktank society fund programme project republic kingdom nation country capital town village
		region front faction wing unit division battalion regiment fleet squadron supplier maker developer consortium conglomerate
		subsidiary publisher brewery distillery shipyard refinery giant constituency electorate judiciary taskforce
		inquiry enquiry partnership garrison politburo presidium curia synod conference magistracy
		constabulary archive library zoo guild chapter branch lodge cartel
		syndicate platform portal newsroom desk court-martial`)
	media  = set("newspaper paper broadcaster channel station website magazine outlet tabloid daily weekly network blog television")
	papers = set(`register slip payslip picture database report study statement survey poll document law letter article release transcript video memo email record
		filing lawsuit complaint ruling order book analysis review indictment affidavit warrant resolution treaty agreement
		constitution tweet post message press footage data figure statistics research evidence test audit memorandum dossier minutes
		bulletin communique communiqué census decree diary invoice ledger manifest memoir notice petition photo photograph image
		recording tape log spreadsheet screenshot verdict writ cable circular directive declaration finding testimony transcription contract
		manual count note autopsy post-mortem list logbook theory model estimate claim rumour rumor sum total plaque sign banner leaflet
		ad editorial speech text draft summary proposal plan legend lore custom certificate chart map checklist code sheet alarm recorder signal radio
		computer check forecast budget rule policy guide guideline edition headline account version story tale label timetable
		schedule bill receipt ticket look reading sample layer satellite camera tracker sensor meter trial answer reply
		response comment remark proverb poem song hymn prayer chapter scan x-ray number result advertisement mail e-mail telegram
		weather thermometer drill core tooth bone fossil gene silence history past change need pattern`)
	mastheads = set(`times post herald news newspaper daily journal gazette tribune guardian telegraph observer mail mirror
		independent press agency chronicle star sun globe today radio television tv broadcasting magazine weekly review
		register courier examiner dispatch inquirer bulletin wikinews reporter echo argus mercury sentinel standard messenger intelligencer recorder`)
	agencies = set(`reuters ap afp bbc cnn nbc abc cbs fox npr pbs upi tass itar-tass ria xinhua yonhap kcna al-jazeera kyodo dpa efe
		interfax bloomberg politico buzzfeed wikileaks rt aljazeera msnbc cnbc sputnik kbs mbc nhk arirang jtbc newsis ansa`)
)

// sexes reads a list of nouns, "+" behind those for women, "-" behind those for
// men.
func sexes(list string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(list) {
		switch {
		case strings.HasSuffix(w, "+"):
			out[strings.TrimSuffix(w, "+")] = female
		case strings.HasSuffix(w, "-"):
			out[strings.TrimSuffix(w, "-")] = male
		default:
			out[w] = either
		}
	}
	return out
}
