package sheet

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/sayso/sayso/reading"
)

// JSON writes r as one line of JSON: the contract's field order, UTF-8, no
// HTML escapes. Several readings after one another are JSON Lines.
func JSON(w io.Writer, r *reading.Reading) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("write %s as JSON: %w", r.Report.ID, err)
	}
	return nil
}
