package extract

import (
	"fmt"
	"strings"
)

// Notes are what a person should know of a page beside its text: dates that
// differ, corrections, what was left unread.
func (p *Page) Notes() (out []string) {
	if s := p.conflict(); s != "" {
		out = append(out, s)
	}
	for _, c := range p.Corrections {
		out = append(out, "a note of the outlet: "+c)
	}
	return append(out, p.Unread...)
}

// conflict tells the dates that differ from the one that was chosen, "" where none
// does. A server's date is no candidate.
func (p *Page) conflict() string {
	var others []string
	for _, d := range p.Dates {
		if d.EDTF != p.Published.EDTF && d.Basis != "http" {
			others = append(others, d.EDTF+" ("+d.Where+")")
		}
	}
	if len(others) == 0 || p.Published.EDTF == "" {
		return ""
	}
	basis := p.Published.Basis
	if len(p.Dates) > 0 && p.Dates[0].EDTF == p.Published.EDTF {
		basis = p.Dates[0].Where
	}
	return fmt.Sprintf("its dates differ: %s (%s) is taken, %s", p.Published.EDTF, basis, strings.Join(others, ", "))
}
