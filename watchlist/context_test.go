package watchlist

import (
	"testing"

	"github.com/sayso/sayso/entity"
)

func TestWeigh(t *testing.T) {
	leader := &Entity{ID: "1", Kind: Person, Names: []Name{{"Kim Jong Un", "primary"}}, Countries: []string{"Korea, North"}, Born: []string{"1984"}, Positions: []string{"Supreme Leader"}}
	firm := &Entity{ID: "2", Kind: Organization, Countries: []string{"kp"}, Remarks: "Linked To: MINISTRY OF DEFENSE."}
	for _, c := range []struct {
		name     string
		e        *Entity
		c        entity.Context
		level    string
		agree    int
		disagree int
	}{
		{"a nurse in Busan", leader, entity.Context{Near: []string{"kr"}, Countries: []string{"kr"}}, Low, 0, 1},
		{"nothing is said", leader, entity.Context{}, Low, 0, 0},
		{"the leader", leader, entity.Context{Near: []string{"kp"}, Roles: []string{"leader"}}, Possible, 2, 0},
		{"of the age", leader, entity.Context{Age: 39, Published: "2023-05-02"}, Possible, 1, 0},
		{"too old", leader, entity.Context{Near: []string{"kp"}, Age: 60, Published: "2023"}, Low, 1, 1},
		{"both countries beside it", leader, entity.Context{Near: []string{"ru", "kp"}}, Possible, 1, 0},
		{"a firm of which nothing is said", firm, entity.Context{}, Possible, 0, 0},
		{"a firm of the ministry", firm, entity.Context{Bodies: []string{"Ministry of Defense"}, Countries: []string{"kp"}}, Possible, 2, 0},
		{"a firm elsewhere", firm, entity.Context{Near: []string{"fr"}}, Low, 0, 1},
	} {
		w := Weigh(c.e, c.e.Kind, c.c)
		if w.Level != c.level || len(w.Agree) != c.agree || len(w.Disagree) != c.disagree {
			t.Errorf("%s: %+v", c.name, w)
		}
		if (w.Why != "") != (w.Level == Low) {
			t.Errorf("%s: the reason of %s is %q", c.name, w.Level, w.Why)
		}
	}
}
