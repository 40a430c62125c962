package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The states of a claim's standing.
const (
	Hearsay      = "hearsay"       // nobody who could know is named or described
	OneOrigin    = "one_origin"    // one origin, however many reports carry it
	Unsettled    = "unsettled"     // several reports that are not known to share an origin, independence not established
	Corroborated = "corroborated"  // two or more origins judged independent, as proposed
	Contested    = "contested"     // contradicted or denied by another claim
	NotConfirmed = "not_confirmed" // withdrawn or rejected by a person
)

// Standing is what a claim's origins and links amount to. Origins is how many
// distinct origins are judged independent, with Why the reason; Reports are
// those that carry the claim, its own first.
type Standing struct {
	Report  string   `json:"report"`
	Claim   string   `json:"claim"`
	Origins int      `json:"origins"`
	State   string   `json:"state"`
	Why     string   `json:"why"`
	Reports []string `json:"reports"`
}

// Standings are those of all claims that a link or a decision concerns, by
// report and claim. Rejected links and withdrawn claims count for nothing.
func (v *View) Standings() []Standing {
	return v.StandingsOf(func(string, string) bool { return true })
}

// StandingsOf are those of the claims that are asked for.
func (v *View) StandingsOf(asked func(report, claim string) bool) []Standing {
	bear, taken := map[end][]*Link{}, map[end]bool{}
	for i := range v.Links {
		l := &v.Links[i]
		if l.State == Rejected || v.out[l.From+"/"+l.Claim] != "" || v.out[l.To+"/"+l.ToClaim] != "" {
			continue
		}
		if l.Kind == Retracts {
			taken[end{l.To, l.ToClaim}] = true
		}
		bear[end{l.From, l.Claim}] = append(bear[end{l.From, l.Claim}], l)
		bear[end{l.To, l.ToClaim}] = append(bear[end{l.To, l.ToClaim}], l)
	}
	for k := range v.out {
		id, claim, _ := strings.Cut(k, "/")
		bear[end{id, claim}] = nil
	}
	ends := make([]end, 0, len(bear))
	for e := range bear {
		if asked(e.report, e.claim) {
			ends = append(ends, e)
		}
	}
	slices.SortFunc(ends, func(a, b end) int {
		return cmp.Or(cmp.Compare(a.report, b.report), cmp.Compare(a.claim, b.claim))
	})
	out := make([]Standing, 0, len(ends))
	for _, e := range ends {
		if why := v.out[e.report+"/"+e.claim]; why != "" {
			out = append(out, Standing{Report: e.report, Claim: e.claim, State: NotConfirmed, Why: why, Reports: []string{e.report}})
			continue
		}
		out = append(out, v.standing(e.report, e.claim, bear[e], taken))
	}
	return out
}

// end is a claim at an end of a link.
type end struct{ report, claim string }

// standing is that of a claim, by the links to and from it. What is taken back speaks
// for nothing.
func (v *View) standing(id, claim string, links []*Link, taken map[end]bool) Standing {
	p := v.shelf.profile(id)
	s := Standing{Report: id, Claim: claim, Origins: 1, State: OneOrigin, Reports: []string{id}}
	own := p.statementOf(claim)
	if own == nil || own.hearsay(p) {
		s.Origins, s.State = 0, Hearsay
	}
	repeats, against := 0, 0
	var apart []voiced
	if a := p.accountOf(claim); a != nil {
		apart = append(apart, voiced{p, own, a})
	}
	unsettled := false
	for _, l := range links {
		other, otherClaim := l.To, l.ToClaim
		if other == id && otherClaim == claim {
			other, otherClaim = l.From, l.Claim
		}
		switch l.Kind {
		case Repeats:
			repeats++
			s.Reports = append(s.Reports, other)
		case Corroborates:
			q := v.shelf.profile(other)
			y := voiced{q, q.statementOf(otherClaim), q.accountOf(otherClaim)}
			if y.a == nil || taken[end{other, otherClaim}] || taken[end{id, claim}] {
				continue
			}
			if !slices.ContainsFunc(apart, func(x voiced) bool { return !v.independent(x, y) }) {
				apart = append(apart, y)
				s.Reports = append(s.Reports, other)
			} else {
				unsettled = true
			}
		case Contradicts, Denies:
			against++
		}
	}
	s.Reports = slices.Compact(s.Reports)
	switch {
	case s.Origins > 0 && len(apart) > 1:
		s.Origins, s.State = len(apart), Corroborated
		var who []string
		for _, x := range apart {
			who = append(who, x.p.nameOf(x.a.inner[0]))
		}
		s.Why = fmt.Sprintf("%d origins proposed as independent: %s; neither report names the other's, nor shares its wording", len(apart), strings.Join(who, " and "))
	case s.Origins == 0:
		s.Why = "no voice that could know is named or described"
	case unsettled:
		s.State, s.Why = Unsettled, "other reports say the like; independence not established"
	case repeats > 0:
		s.Why = fmt.Sprintf("one origin, in %d reports", repeats+1)
	default:
		s.Why = "one origin; independence of others not established"
	}
	if against > 0 {
		s.State = Contested
		if against == 1 {
			s.Why += "; one claim is proposed to speak against it"
		} else {
			s.Why += fmt.Sprintf("; %d claims are proposed to speak against it", against)
		}
	}
	if taken[end{id, claim}] {
		s.State = Contested
		s.Why += "; it is proposed that who said it has taken it back"
	}
	return s
}

// voiced is an account, with the statement and the report that it stands in.
type voiced struct {
	p *Profile
	s *statement
	a *account
}

// independent tells whether two statements rest on named voices that differ and are
// not of one body, in reports of different owners of which neither leans on the other,
// nor both on an agency or another outlet. Without such a reason independence is not
// established.
func (v *View) independent(x, y voiced) bool {
	if x.p == y.p || v.shareOrigin(x.p.ID, y.p.ID) || !x.a.knows() || !y.a.knows() || x.p.sketch.resemblance(&y.p.sketch) >= copiedWording {
		return false
	}
	kin := func(a, b string) bool { return a == b || family(a) != "" && family(a) == family(b) }
	if x.p.publisher == "" || y.p.publisher == "" || kin(x.p.publisher, y.p.publisher) {
		return false
	}
	if x.p.voices[y.p.publisher] != nil || y.p.voices[x.p.publisher] != nil {
		return false
	}
	for k, u := range x.p.voices {
		if w := y.p.voices[k]; w != nil && (u.relay || w.relay || passesOn(k)) {
			return false
		}
	}
	if t, u := x.p.tellerOf(x.a), y.p.tellerOf(y.a); t != nil && u != nil && t.mayBeOne(u) {
		return false
	}
	for _, k := range slices.Concat(x.s.inner, x.s.relays) {
		if y.p.voices[k] != nil || k == y.p.publisher {
			return false
		}
	}
	for _, k := range slices.Concat(y.s.inner, y.s.relays) {
		if x.p.voices[k] != nil || k == x.p.publisher {
			return false
		}
	}
	return true
}

// knows tells whether somebody speaks who has a name and may know: a person or
// an office, rather than an outlet that passes words on, a state, or a body
// that is only called by what it is.
func (a *account) knows() bool {
	return !a.nameless && slices.ContainsFunc(a.inner, func(k string) bool {
		kind, _, _ := strings.Cut(k, ":")
		return kind == "person" || kind == "office" || kind == "role" || kind == "name"
	})
}

// passesOn tells whether the key is that of an outlet.
func passesOn(key string) bool {
	return strings.HasPrefix(key, "outlet:") || strings.HasPrefix(key, "press:")
}

// tellerOf is the voice on whose word an account stands, nil where there is none.
func (p *Profile) tellerOf(a *account) *teller {
	for i := range p.tellers {
		if p.tellers[i].voice == a.teller {
			return &p.tellers[i]
		}
	}
	return nil
}

// family is the owner of the outlet that a voice's key names, "" when unknown.
func family(key string) string {
	if o := outletOf(key); o != nil {
		return o.family
	}
	return ""
}

func (p *Profile) statementOf(claim string) *statement {
	for i := range p.statements {
		for _, c := range p.statements[i].claims {
			if p.claims[c].id == claim {
				return &p.statements[i]
			}
		}
	}
	return nil
}

// accountOf is the claim as an account, nil where it is none.
func (p *Profile) accountOf(claim string) *account {
	for i := range p.statements {
		for k := range p.statements[i].accounts {
			if a := &p.statements[i].accounts[k]; p.claims[a.claim].id == claim {
				return a
			}
		}
	}
	return nil
}

// hearsay tells whether the statement is put forward by nobody: "reportedly",
// "some claim".
func (s *statement) hearsay(p *Profile) bool {
	if len(s.inner)+len(s.relays) > 0 || s.nameless {
		return false
	}
	kinds := map[string]string{}
	for _, v := range p.Reading.Voices {
		kinds[v.ID] = v.Kind
	}
	for _, i := range s.claims {
		chain := p.claims[i].voices
		if len(chain) == 0 || kinds[chain[len(chain)-1]] != "unnamed" {
			return false
		}
	}
	return true
}
