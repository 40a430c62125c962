package story

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Withdrawn is what no longer counts: a whole report, one claim of a report, or
// a voice by its name. A voice without a name of its own ("a harbour official")
// is somebody else in every report, so it comes with a Report: it is withdrawn
// there and in the reports that share an origin with that one.
type Withdrawn struct {
	Voice  string
	Report string
	Claim  string
}

// ParseWithdrawn reads what Withdrawn.String writes.
func ParseWithdrawn(s string) Withdrawn {
	if name, ok := strings.CutPrefix(s, "voice:"); ok {
		if i := strings.LastIndexByte(name, '@'); i >= 0 {
			return Withdrawn{Voice: name[:i], Report: name[i+1:]}
		}
		return Withdrawn{Voice: name}
	}
	id, claim, _ := strings.Cut(s, "/")
	return Withdrawn{Report: id, Claim: claim}
}

// String is "voice:NAME", "voice:NAME@REPORT", "REPORT" or "REPORT/CLAIM".
func (w Withdrawn) String() string {
	switch {
	case w.Voice != "" && w.Report != "":
		return "voice:" + w.Voice + "@" + w.Report
	case w.Voice != "":
		return "voice:" + w.Voice
	case w.Claim != "":
		return w.Report + "/" + w.Claim
	}
	return w.Report
}

// SameName tells whether two names are spelled alike, capitals and the form of
// apostrophes aside.
func SameName(a, b string) bool {
	return strings.EqualFold(straight.Replace(a), straight.Replace(b))
}

var straight = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'")

// VoicesLike are the names of a reading's voices that hold all the words of
// another, in the order of the reading.
func VoicesLike(r *reading.Reading, name string) []string {
	var out []string
	for _, v := range r.Voices {
		has := foldedWords(v.Name)
		words := foldedWords(name)
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, w) }) {
			out = append(out, v.Name)
		}
	}
	return out
}

// Falls are the claims of a reading that stand on what was withdrawn, with the
// reason: a voice takes with it all that came from it or through it. kin tells
// whether two reports share an origin.
func (w Withdrawn) Falls(r *reading.Reading, kin func(a, b string) bool) map[string]string {
	out := map[string]string{}
	if w.Report != "" && w.Report != r.Report.ID && (w.Voice == "" || !kin(w.Report, r.Report.ID)) {
		return out
	}
	names := voiceNames(r)
	for i := range r.Claims {
		c := &r.Claims[i]
		switch {
		case w.Voice == "" && w.Claim != "" && w.Claim != c.ID:
		case w.Voice == "" && w.Claim != "":
			out[c.ID] = "it is withdrawn"
		case w.Voice == "":
			out[c.ID] = "its report is withdrawn"
		case SameName(w.Voice, r.Report.Outlet):
			out[c.ID] = "its outlet is withdrawn"
		case slices.ContainsFunc(c.Sources, func(l reading.Link) bool { return SameName(names[l.Voice], w.Voice) }):
			out[c.ID] = "it came through " + w.Voice
		}
	}
	return out
}

// Known tells whether the voice of a name is one that the world knows by it, a
// person, an outlet or an entity that the report names, rather than somebody
// described.
func Known(r *reading.Reading, voice string) bool {
	if SameName(voice, r.Report.Outlet) {
		return true
	}
	for _, v := range r.Voices {
		if SameName(v.Name, voice) && (v.Kind == "person" || v.Kind == "outlet") {
			return true
		}
	}
	return slices.ContainsFunc(r.Entities, func(e reading.Entity) bool { return SameName(e.Name, voice) })
}

// Effect is what a withdrawal does to one claim.
type Effect struct {
	Report string `json:"report"`
	Claim  string `json:"claim"`
	Text   string `json:"text"`
	Why    string `json:"why"`
}

// Loss is what a withdrawal does to a reading. Falls no longer stand; Weakens
// lose a premise, a condition or another report's support; Perhaps name no
// source and stand beside words of the withdrawn voice, so that they may come
// from it as well.
type Loss struct {
	Falls   []Effect `json:"falls"`
	Weakens []Effect `json:"weakens"`
	Perhaps []Effect `json:"perhaps"`
}

// LossOf is what a withdrawal does to one reading, in the order of its claims.
func (w Withdrawn) LossOf(r *reading.Reading, kin func(a, b string) bool) Loss {
	falls := w.Falls(r, kin)
	loss := Loss{Falls: []Effect{}, Weakens: []Effect{}, Perhaps: []Effect{}}
	if len(falls) == 0 {
		return loss
	}
	weak := w.leaning(r, falls)
	weaken(r, falls, weak)
	spoken := map[int]bool{}
	for _, c := range r.Claims {
		if _, ok := falls[c.ID]; ok && len(c.Sources) > 0 {
			spoken[c.Sentence] = true
		}
	}
	for _, c := range r.Claims {
		e := Effect{Report: r.Report.ID, Claim: c.ID, Text: c.Span.Of(r.Text)}
		if e.Why = falls[c.ID]; e.Why != "" {
			loss.Falls = append(loss.Falls, e)
		} else if e.Why = weak[c.ID]; e.Why != "" {
			loss.Weakens = append(loss.Weakens, e)
		} else if len(c.Sources) == 0 && c.Basis.Kind != "inferred" && (c.Zone == "" || c.Zone == string(report.Body)) && (spoken[c.Sentence-1] || spoken[c.Sentence] || spoken[c.Sentence+1]) {
			e.Why = "it names no source and stands beside words of the withdrawn voice: origin unknown, perhaps the same"
			loss.Perhaps = append(loss.Perhaps, e)
		}
	}
	return loss
}

// leaning are the claims that name the withdrawn voice without coming from it:
// "based on the source's account".
func (w Withdrawn) leaning(r *reading.Reading, falls map[string]string) map[string]string {
	weak := map[string]string{}
	if w.Voice == "" {
		return weak
	}
	named := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(w.Voice) + `\b`)
	if !Known(r, w.Voice) {
		named = regexp.MustCompile(`(?i)\b(the|this|that|same) ` + regexp.QuoteMeta(headNoun(w.Voice)) + `\b`)
	}
	for _, c := range r.Claims {
		if falls[c.ID] == "" && named.MatchString(c.Span.Of(r.Text)) {
			weak[c.ID] = "it leans on " + w.Voice
		}
	}
	return weak
}

// headNoun is the noun of a description: "source" of "a ministry source in
// Russia".
func headNoun(voice string) string {
	words := strings.Fields(voice)
	for i, word := range words {
		switch word {
		case "in", "of", "from", "at", "with", "close", "familiar", "who", "inside", "near", "on", "for", "to":
			if i > 0 {
				return words[i-1]
			}
		}
	}
	return words[len(words)-1]
}

// weaken adds the claims that rest, over any number of steps, on one that falls
// or is weak.
func weaken(r *reading.Reading, falls, weak map[string]string) {
	for changed := true; changed; {
		changed = false
		for _, c := range r.Claims {
			if falls[c.ID] != "" || weak[c.ID] != "" {
				continue
			}
			lost := func(id string) bool { return falls[id] != "" || weak[id] != "" }
			if i := slices.IndexFunc(c.Basis.Premises, lost); i >= 0 {
				weak[c.ID] = fmt.Sprintf("it is concluded from %s", c.Basis.Premises[i])
			} else if c.Condition != "" && lost(c.Condition) {
				weak[c.ID] = fmt.Sprintf("it holds only if %s does", c.Condition)
			} else {
				continue
			}
			changed = true
		}
	}
}
