package gold

import (
	"fmt"
	"io"

	"github.com/sayso/sayso/reading"
)

// Score is what came of one report; a part that its gold does not have is nil.
type Score struct {
	Claims       *Claims
	Attributions *Attributions
	Mistakes     []Mistake
}

// Score compares a reading of f's text with all that f annotates.
func (f *File) Score(r *reading.Reading) (Score, error) {
	var s Score
	if f.Claims != nil {
		n, wrong, err := f.ScoreClaims(r)
		if err != nil {
			return Score{}, err
		}
		s.Claims, s.Mistakes = &n, wrong
	}
	if f.Attributions != nil {
		n, err := f.ScoreAttributions(r)
		if err != nil {
			return Score{}, err
		}
		s.Attributions = &n
	}
	return s, nil
}

// Evaluation gathers scores over reports.
type Evaluation struct {
	claims       []Claims
	attributions []Attributions
	mistakes     []Mistake
}

// NewEvaluation is an evaluation without reports.
func NewEvaluation() *Evaluation { return &Evaluation{} }

// Add adds one report's score.
func (e *Evaluation) Add(s Score) {
	if s.Claims != nil {
		e.claims = append(e.claims, *s.Claims)
	}
	if s.Attributions != nil {
		e.attributions = append(e.attributions, *s.Attributions)
	}
	e.mistakes = append(e.mistakes, s.Mistakes...)
}

// Result is a figure for machines.
type Result struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Report is the figures by name, with the numbers of reports and claims.
func (e *Evaluation) Report() map[string]any {
	out := map[string]any{}
	if len(e.claims) > 0 {
		n := e.total()
		out["reports"], out["claims_gold"], out["claims_system"] = len(e.claims), n.Gold, n.System
		results(out, Measure(e.claims))
	}
	if len(e.attributions) > 0 {
		out["attribution_reports"] = len(e.attributions)
		results(out, Measure(e.attributions))
	}
	return out
}

func results(out map[string]any, figures []Interval) {
	for _, f := range figures {
		out[f.Name] = Result{f.Value, f.Low, f.High}
	}
}

func (e *Evaluation) total() Claims {
	var n Claims
	for _, c := range e.claims {
		n.Add(c)
	}
	return n
}

// Print writes the figures as a table, then up to wrong mistakes of each kind.
func (e *Evaluation) Print(w io.Writer, wrong int) error {
	p := printer{w: w}
	if len(e.claims) > 0 {
		n := e.total()
		p.f("%d reports, %d gold claims, %d read\n", len(e.claims), n.Gold, n.System)
		p.table(Measure(e.claims))
	}
	if len(e.attributions) > 0 {
		last := Attributions{}
		for _, a := range e.attributions {
			last.Add(a)
		}
		p.f("%d reports, %d gold cues, %d read\n", len(e.attributions), last[2].Gold, last[2].System)
		p.table(Measure(e.attributions))
	}
	for _, kind := range []string{"missed", "invented", "chain", "factuality", "status", "basis", "when", "quantity"} {
		shown := 0
		for _, m := range e.mistakes {
			if m.Kind == kind && shown < wrong {
				p.f("%s\n", m)
				shown++
			}
		}
	}
	return p.err
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) table(figures []Interval) {
	p.f("%-32s %6s   %s\n", "", "value", "95 % interval")
	for _, f := range figures {
		p.f("%-32s %6.3f   %.3f to %.3f\n", f.Name, f.Value, f.Low, f.High)
	}
}
