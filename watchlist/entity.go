// Package watchlist reads sanctions lists and screens names against them. A hit
// is a candidate with its reasons, never a finding: people decide.
//
// It fetches nothing by itself and keeps no record of decisions: the ledger does.
package watchlist

// Kind is what a listing says it lists.
type Kind string

// The kinds of listings, in the words of FollowTheMoney.
const (
	Person       Kind = "Person"
	Organization Kind = "Organization"
	Vessel       Kind = "Vessel"
	Airplane     Kind = "Airplane"
	UnknownKind  Kind = ""
)

// Entity is one listing.
type Entity struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind,omitempty"`
	Names []Name `json:"names"`
	// Programs are the sanctions programmes or regimes.
	Programs []string `json:"programs,omitempty"`
	// Countries are the countries of nationality, citizenship, birth and address.
	Countries []string `json:"countries,omitempty"`
	// Places are addresses and places of birth.
	Places []string `json:"places,omitempty"`
	// Born are dates of birth in EDTF.
	Born []string `json:"born,omitempty"`
	// Positions are offices and titles.
	Positions []string `json:"positions,omitempty"`
	// Numbers are documents, registrations and ship numbers as listed.
	Numbers []string `json:"numbers,omitempty"`
	Remarks string   `json:"remarks,omitempty"`
	// Listed is the day of listing, where given.
	Listed string `json:"listed,omitempty"`
}

// Name is one name of a listing.
type Name struct {
	Text string `json:"text"`
	// Quality is "primary", "strong", "weak", "former" or "original script".
	Quality string `json:"quality,omitempty"`
}

// Problem is a part of a list that was not loaded.
type Problem struct {
	Line int    `json:"line,omitempty"` // from 1; 0 where not known
	Why  string `json:"why"`
	// Broken tells that nothing behind it was read.
	Broken bool `json:"broken,omitempty"`
}

// List is one version of one list.
type List struct {
	Name     string // as the user calls it
	Form     string // "OFAC CSV", "UN XML", ...
	Version  string // the first 12 hex digits of the SHA-256 of its files
	Entities []Entity
	Problems []Problem // the first of them
	Found    int       // how many problems there are
	Broken   bool      // it breaks off: what comes behind is not here
}
