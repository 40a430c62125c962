package story

import (
	"strings"
	"time"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Outcome is what has become of a forecast. Overdue is not false: nobody said
// yet what came of it.
type Outcome string

// The outcomes. The first three follow from the date, the others are people's
// answers; Moot says that the condition did not come about.
const (
	Open        Outcome = "open"
	Due         Outcome = "due"
	Overdue     Outcome = "overdue"
	BorneOut    Outcome = "borne_out"
	NotBorneOut Outcome = "not_borne_out"
	Moot        Outcome = "moot"
)

// Answers are the outcomes that a person may give.
var Answers = []Outcome{BorneOut, NotBorneOut, Moot}

// Forecast is a claim about the future: ordered, planned, predicted or
// conditional. EDTF is when it is to be; From and By, empty where that is not
// known, are its first and last day (RFC 3339 dates).
type Forecast struct {
	Report     string             `json:"report"`
	Claim      string             `json:"claim"`
	Text       string             `json:"text"`
	Span       report.Span        `json:"span"`
	Voice      string             `json:"voice"` // the innermost voice of its chain, the outlet where there is none
	Outlet     string             `json:"outlet"`
	Published  string             `json:"published"`
	Status     reading.Status     `json:"status"`
	Factuality reading.Factuality `json:"factuality"`
	Likelihood string             `json:"likelihood"` // the word that says how likely, as LikelihoodWord finds it
	EDTF       string             `json:"edtf"`
	From       string             `json:"from"`
	By         string             `json:"by"`
	Condition  string             `json:"condition"` // the claim that must hold, empty when there is none
	Outcome    Outcome            `json:"outcome"`
	Why        string             `json:"why"`
	Resolved   []string           `json:"resolved,omitempty"` // the ids of links that propose what became of it
}

// Forecasts are the claims of a reading about what was still to come when the
// report was published, as they stand on the day of now, in the order of the
// report. Whoever says that something will not be forecasts as well. Claims
// whose time had passed at publication, and those that nobody commits to, are
// left out.
func Forecasts(r *reading.Reading, now time.Time) []Forecast {
	today := int(now.UTC().Unix() / 86400)
	published := daysOf(r.Report.Published.EDTF)
	names := voiceNames(r)
	var out []Forecast
	for i := range r.Claims {
		c := &r.Claims[i]
		switch c.Status {
		case reading.Ordered, reading.Planned, reading.Predicted, reading.Conditional:
		default:
			continue
		}
		if c.OpenQuestion || c.Zone != "" && c.Zone != string(report.Body) && c.Zone != string(report.Headline) {
			continue
		}
		when := daysOf(c.When.EDTF)
		if when.known && published.known && when.to < published.from {
			continue
		}
		f := Forecast{Report: r.Report.ID, Claim: c.ID, Text: c.Span.Of(r.Text), Span: c.Span, Voice: innermost(c, names, r), Outlet: r.Report.Outlet,
			Published: r.Report.Published.EDTF, Status: c.Status, Factuality: c.Factuality, EDTF: c.When.EDTF, Condition: c.Condition, Outcome: Open}
		for _, h := range c.Hedges {
			if w := LikelihoodWord(h.Of(r.Text)); w != "" {
				f.Likelihood = w
			}
		}
		if when.known {
			f.From, f.By = day(when.from), day(when.to)
		}
		f.Outcome, f.Why = stateOn(when, today)
		out = append(out, f)
	}
	return out
}

func stateOn(when days, today int) (Outcome, string) {
	switch {
	case !when.known:
		return Open, "no time is given"
	case today < when.from:
		return Open, "its time has not come"
	case today <= when.to && when.to >= farAway:
		return Open, "its time has no end"
	case today <= when.to:
		return Due, "its time is now"
	}
	return Overdue, "its time is over, and nobody said what came of it"
}

// day is an RFC 3339 date, empty for an open end.
func day(d int) string {
	if d <= -farAway || d >= farAway {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

// Consider notes which of some links propose what became of the forecast, where nobody
// decided that.
func (f *Forecast) Consider(links []Link) {
	if f.Outcome != Open && f.Outcome != Due && f.Outcome != Overdue {
		return
	}
	for i := range links {
		if l := &links[i]; l.Kind == Resolves && l.State != Rejected && l.To == f.Report && l.ToClaim == f.Claim {
			f.Resolved = addAll(f.Resolved, []string{l.ID()})
		}
	}
	if len(f.Resolved) == 0 {
		return
	}
	time, _, _ := strings.Cut(f.Why, ",")
	f.Why = time + ", and nobody decided what came of it; proposed by " + strings.Join(f.Resolved, ", ")
}

// Answered gives the forecast the outcome that a person decided.
func (f *Forecast) Answered(o Outcome, why string) { f.Outcome, f.Why = o, why }

func voiceNames(r *reading.Reading) map[string]string {
	m := make(map[string]string, len(r.Voices))
	for _, v := range r.Voices {
		m[v.ID] = v.Name
	}
	return m
}

// innermost names the voice that a claim comes from.
func innermost(c *reading.Claim, names map[string]string, r *reading.Reading) string {
	if len(c.Sources) == 0 {
		return r.Report.Outlet
	}
	l := c.Sources[len(c.Sources)-1]
	if n := strings.TrimSpace(names[l.Voice]); n != "" {
		return n
	}
	if l.Span != nil {
		return l.Span.Of(r.Text)
	}
	return "somebody not named"
}
