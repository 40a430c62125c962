package factuality

import "github.com/sayso/sayso/reading/internal/tree"

// fated are the factualities and statuses of the clause at i where the words around
// it tell what became of its event whatever its own form says: nearly, instead,
// before, forced to, used to, as if; "" where they do not.
func fated(t *tree.Tree, i int) (facts, stages string) {
	for _, rule := range []func(*tree.Tree, int) (string, string){turned, missed, instead, forestalled, brought, past, never} {
		if facts, stages = rule(t, i); facts != "" {
			return facts, stages
		}
	}
	aux, _, _, _, modal := group(t, i)
	switch {
	case doctored(t, t.Tokens[i].Head), purported(t, i):
		return "U", ""
	case supposition(t, i), anyWho(t, i), vouched(t, i), unfulfilled(t, i), unlessKept(t, i):
		return "U", "conditional"
	case thwarted(t, i):
		return "U", "planned ordered"
	case feigned(t, i):
		return "CT-", "happened holds habitual conditional"
	case onlyThen(t, i), until(t, i, aux, modal):
		return "CT+", "happened"
	}
	return "", ""
}
