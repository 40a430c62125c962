package export

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
)

// The words by which an act of ordering is told: by a verb, or by what is done
// with the order itself.
var (
	orderVerbs = strings.Fields("order instruct command direct mandate")
	orderActs  = strings.Fields("issue give receive hand send pass")
	orderNoun  = regexp.MustCompile(`(?i)\b(orders?|instructions?|directives?|commands?)\b`)
	theOrder   = regexp.MustCompile(`(?i)^(all )?(the|this|that|these|those|such|its|their|his|her)\b.*\b(orders?|instructions?|directives?|commands?)\b`)
)

// order is an act of ordering that a claim tells of.
type order struct {
	noun   bool            // told by what is done with the order
	known  bool            // as one told of before: "the order"
	agent  string          // entity that gives it, "" where none is known
	to     string          // entity that gets it
	matter map[string]bool // words for the objects of what is ordered
}

// orderOf is the act of ordering that a claim tells of, nil where it tells of
// none, or of one still to come.
func (x *index) orderOf(c *reading.Claim) *order {
	if c.Status != reading.Happened || denied(c) {
		return nil
	}
	o := &order{matter: map[string]bool{}}
	verb := slices.Contains(orderVerbs, c.Predicate)
	for _, a := range c.Arguments {
		words := a.Span.Of(x.Text)
		switch {
		case a.Role == "agent":
			o.agent = a.Entity
		case a.Role == "patient" && slices.Contains(orderActs, c.Predicate) && orderNoun.MatchString(words):
			o.noun, o.known = true, theOrder.MatchString(words)
		case a.Role == "recipient", a.Role == "patient" && verb:
			o.to = a.Entity
		}
	}
	if !verb && !o.noun {
		return nil
	}
	for i := range x.Claims {
		if k := &x.Claims[i]; ahead(k) && c.Span.Contains(k.Span) {
			for _, a := range k.Arguments {
				if a.Role == "patient" {
					for _, w := range strings.Fields(strings.ToLower(a.Span.Of(x.Text))) {
						if len(w) > 4 {
							o.matter[w] = true
						}
					}
				}
			}
		}
	}
	return o
}

// sameOrder tells whether two claims of a report tell of one order: one speaks
// of "the order", or what is ordered has a word for its object in common.
func (x *index) sameOrder(a, b *reading.Claim) bool {
	o, p := x.orderOf(a), x.orderOf(b)
	if o == nil || p == nil {
		return false
	}
	if o.known || p.known {
		return true
	}
	for w := range o.matter {
		if p.matter[w] {
			return true
		}
	}
	return false
}

// otherOrder tells whether who orders, who is ordered or when differs between
// two claims, of which one tells of an order.
func (x *index) otherOrder(a, b *reading.Claim) bool {
	o, p := x.orderOf(a), x.orderOf(b)
	return o == nil || p == nil || differ(o.agent, p.agent) || differ(o.to, p.to) || differ(a.When.EDTF, b.When.EDTF)
}

// differ tells whether both are known and not the same.
func differ(a, b string) bool { return a != "" && b != "" && a != b }
