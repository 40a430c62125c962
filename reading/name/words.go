package name

import "github.com/sayso/sayso/reading/internal/lex"

var words = lex.Words

// titles stand before a person's name and are no part of it.
var titles = words(`mr mrs ms miss dr prof professor sir dame lord lady president vice prime minister premier chancellor
	secretary senator sen sen. rep rep. representative congressman congresswoman governor gov gov. mayor judge justice general gen
	gen. lieutenant lt lt. colonel col col. major maj maj. captain capt capt. sergeant sgt sgt. admiral commander king queen prince
	princess pope bishop archbishop cardinal rev rev. reverend father imam sheikh ayatollah spokesman spokeswoman spokesperson
	director chairman chairwoman chair ceo chief deputy ambassador foreign attorney prosecutor lawyer detective officer inspector
	superintendent sheriff marshal comrade leader mr. mrs. ms. dr. prof. st.`)

// publicWords mark a body of a state or of states.
var publicWords = words(`ministry ministries bureau department court parliament congress senate assembly council commission
	committee police army navy force forces government agency authority administration directorate cabinet embassy consulate
	tribunal prosecutor prosecutors legislature duma knesset bundestag fbi cia nsa dea fda epa nasa kgb fsb pentagon kremlin
	un u.n. nato eu e.u. unhcr unicef who interpol iaea treasury customs coastguard municipality prefecture politburo presidium
	marines constabulary supreme guard`)

// companyWords mark a business.
var companyWords = words(`inc inc corp corporation co company companies ltd limited llc llp plc gmbh ag sa s.a. nv bv oy ab
	pte pvt sarl spa jsc ooo oao pjsc construction trading bank banking holdings holding group airlines airways motors
	industries enterprises enterprise shipping logistics mining oil petroleum energy electronics pharmaceuticals insurance
	capital partners ventures telecom steel textile textiles foods stores technologies systems`)

// groupWords mark a number of people under a name without a legal form.
var groupWords = words(`movement militia rebels tribe clan gang brotherhood front supporters protesters muslims christians jews
	hindus sunnis shiites catholics democrats republicans`)

// calendar are capitalised words that stand beside a name and are no part of it.
var calendar = words(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
	september october november december`)

// portfolios are what ministers and chiefs are in charge of.
var portfolios = words(`finance health defence defense interior foreign justice education transport agriculture environment energy trade
	labour labor integration fire police immigration home culture sports tourism housing economy treasury communications development`)

// regions begin the names of places of more than one word.
var regions = words("new north south east west northern southern eastern western central upper lower saint st st. san santa los las el la port great little mount cape lake")

// inside stand before places.
var inside = words("in near across throughout inside outside into within")

// nationals are plural names of peoples.
var nationals = words(`koreans russians ukrainians americans germans italians iranians israelis palestinians syrians iraqis
	afghans indians pakistanis canadians australians mexicans cubans egyptians libyans tunisians europeans africans asians
	kurds arabs turks greeks poles czechs danes swedes norwegians finns serbs croats britons scots filipinos thais`)

// bodyWords stand before the name of a body: "the news agency KSNA".
var bodyWords = words(`agency newspaper daily weekly magazine broadcaster channel station network website outlet company firm
	group ministry union party bank insurer operator airline airliner carrier charity foundation think-tank manufacturer supplier retailer`)

// vessels stand at the head of a ship's name, ships before it.
var (
	vessels = words("mv m/v m/t mt ss hms uss rms fv")
	ships   = words("tanker freighter ship vessel ferry trawler yacht submarine frigate destroyer schooner trawler barge")
)

// demonyms are the adjectives of countries often met in reports, by
// the country's name. "Korean" takes its "North" or "South" along.
var demonyms = map[string]string{
	"russian": "russia", "ukrainian": "ukraine", "korean": "korea", "chinese": "china", "japanese": "japan", "american": "united states",
	"british": "britain", "french": "france", "german": "germany", "italian": "italy", "spanish": "spain", "polish": "poland",
	"turkish": "turkey", "greek": "greece", "iranian": "iran", "iraqi": "iraq", "israeli": "israel", "syrian": "syria",
	"egyptian": "egypt", "libyan": "libya", "sudanese": "sudan", "somali": "somalia", "kenyan": "kenya", "nigerian": "nigeria",
	"ethiopian": "ethiopia", "indian": "india", "pakistani": "pakistan", "afghan": "afghanistan", "indonesian": "indonesia",
	"malaysian": "malaysia", "thai": "thailand", "vietnamese": "vietnam", "philippine": "philippines", "burmese": "burma",
	"australian": "australia", "canadian": "canada", "mexican": "mexico", "brazilian": "brazil", "cuban": "cuba",
	"venezuelan": "venezuela", "colombian": "colombia", "argentine": "argentina", "chilean": "chile", "peruvian": "peru",
	"dutch": "netherlands", "belgian": "belgium", "swiss": "switzerland", "austrian": "austria", "hungarian": "hungary",
	"romanian": "romania", "bulgarian": "bulgaria", "serbian": "serbia", "croatian": "croatia", "czech": "czech republic",
	"swedish": "sweden", "norwegian": "norway", "danish": "denmark", "finnish": "finland", "irish": "ireland",
	"portuguese": "portugal", "belarusian": "belarus", "georgian": "georgia", "armenian": "armenia", "saudi": "saudi arabia",
	"yemeni": "yemen", "lebanese": "lebanon", "jordanian": "jordan", "palestinian": "palestine", "tunisian": "tunisia",
	"moroccan": "morocco", "algerian": "algeria", "haitian": "haiti",
}
