package system

import (
	"strings"

	"github.com/sayso/sayso/reading"
)

// verbs are the beginnings of verbs that tell the family of a tie. Lemmas are
// sometimes cut short, so beginnings are compared with the words as well.
var verbs = map[Family]string{
	Order:     "order instruct direct command require forbid ban oblige mandate decree tell ask urge authoris authoriz approve",
	Selection: "select choose chose pick recruit hire list enlist draft conscript appoint strike struck exclude screen nominate",
	Movement:  "send sent dispatch arrive leave left depart move transfer deploy deport repatriat return bring brought take took travel ship house go",
	Money:     "pay paid cost earn receive keep kept fund finance invest owe charge spend spent sell sold buy bought donate subsidis subsidiz remit",
	Belonging: "own belong employ lead led head run manage affiliat control found member supervis",
}

// familyOf is the family of a tie by its verb. Whatever carries a sum of money
// is about money.
func familyOf(lemma, verb string, money bool) Family {
	if money {
		return Money
	}
	for _, f := range Families {
		for stem := range strings.FieldsSeq(verbs[f]) {
			if lemma == stem || verb == stem || len(stem) > 3 && (strings.HasPrefix(lemma, stem) || strings.HasPrefix(verb, stem)) {
				return f
			}
		}
	}
	return Other
}

// coins are units in which invented and small currencies are counted; others
// come as ISO 4217 codes.
const coins = " crowns crown dollars dollar euros euro pounds pound roubles rubles won yuan yen francs marks dinars rupees pesos lira "

func currency(q reading.Quantity) bool {
	u := strings.Trim(q.Unit, "{}")
	return len(u) == 3 && u == strings.ToUpper(u) && strings.ToLower(u) != u || u != "" && strings.Contains(coins, " "+strings.ToLower(u)+" ")
}
