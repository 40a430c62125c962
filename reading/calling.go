package reading

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
)

// Calling is what kind of voice v is, in plain words. Of a voice of kind
// "office" it tells apart official bodies, companies, holders of an office and
// other organisations, by the entity of that name or by the words of the name.
func (r *Reading) Calling(v Voice) string {
	switch v.Kind {
	case "outlet":
		return "news outlet"
	case "person":
		return "named person"
	case "collective":
		return "group"
	case "unnamed":
		return "not named"
	case "office":
	default:
		return v.Kind
	}
	words := strings.FieldsFunc(strings.ToLower(v.Name), func(c rune) bool { return c == ' ' || c == '.' || c == ',' })
	for _, w := range words {
		switch {
		case w == "union" || w == "unions":
			return "organisation" // "prison officers' union" is no authority
		case authorities[w]:
			return "official body"
		}
	}
	for _, e := range r.Entities {
		if e.Name == v.Name && e.Kind == "Company" {
			return "company"
		} else if e.Name == v.Name && e.Kind == "PublicBody" {
			return "official body"
		}
	}
	for _, w := range words {
		if firms[w] {
			return "company"
		}
	}
	for _, w := range words {
		if posts[w] {
			return "holder of an office"
		}
	}
	return "organisation"
}

var set = lex.Words

var (
	// authorities are words for bodies of a state, firms for those that trade,
	// posts for offices that one person holds.
	authorities = set(`ministry government police court parliament department bureau army military navy embassy authority coastguard customs consulate
		inspectorate legislature senate congress cabinet directorate tribunal treasury kremlin pentagon chancellery prefecture county municipality
		province regulator judiciary presidency state garrison regiment battalion brigade council central supreme federal`)
	firms = set(`company firm airline bank insurer lender operator manufacturer retailer maker developer supplier carrier chain brand startup start-up
		publisher brewery distillery shipyard refinery conglomerate consortium subsidiary factory mill corporation utility plc ltd inc corp llc gmbh ag
		co group holdings shipping lines`)
	posts = set(`president minister premier chancellor governor mayor king queen prince emperor sultan emir pope prefect ombudsman ombudswoman speaker
		commissioner ambassador coroner prosecutor chief`)
)
