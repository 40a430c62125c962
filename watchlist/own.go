package watchlist

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ErrColumns says that a sheet has no column with names.
var ErrColumns = errors.New("the first line must name the columns, and one of them must be name; others that are read: id, kind, aliases, country, born, program, remarks")

// Own reads a user's own list: CSV with a first line of column names, of which
// name must be there. Aliases stand in one cell, parted by semicolons. A line
// that cannot be read goes to problem, the rest is read.
func Own(r io.Reader, emit func(Entity), problem func(Problem)) error {
	var at map[string]int
	bad := false
	err := rows(r, ',', sink{emit, problem}, func(line int, row []string) {
		if at == nil {
			at = map[string]int{}
			for i, h := range row {
				at[strings.ToLower(strings.TrimPrefix(h, "\ufeff"))] = i
			}
			_, named := at["name"]
			bad = !named
			return
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		if bad {
			return
		}
		if cell("name") == "" {
			problem(Problem{Line: line, Why: "it has no name"})
			return
		}
		e := Entity{ID: cell("id"), Kind: kindOf(cell("kind")), Names: []Name{{cell("name"), "primary"}}, Programs: filled([]string{cell("program")}),
			Countries: filled([]string{cell("country")}), Born: filled([]string{cell("born")}), Remarks: cell("remarks")}
		if e.ID == "" {
			e.ID = fmt.Sprintf("line %d", line)
		}
		for _, a := range strings.Split(cell("aliases"), ";") {
			if a = strings.TrimSpace(a); a != "" {
				e.Names = append(e.Names, Name{a, "strong"})
			}
		}
		emit(e)
	})
	if err == nil && (bad || at == nil) {
		return ErrColumns
	}
	return err
}

func kindOf(s string) Kind {
	switch strings.ToLower(s) {
	case "person", "individual":
		return Person
	case "organization", "organisation", "company", "entity", "publicbody", "legalentity":
		return Organization
	case "vessel", "ship":
		return Vessel
	case "airplane", "aircraft":
		return Airplane
	}
	return UnknownKind
}

// FollowTheMoney reads entities as JSON lines in the form of FollowTheMoney,
// which OpenSanctions publishes: {"id","schema","properties":{"name":[...]}}.
// Entities without names, and lines that cannot be read, go to problem where
// they are of a kind that is screened.
func FollowTheMoney(r io.Reader, emit func(Entity), problem func(Problem)) error {
	b := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := longLine(b)
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errLong):
			problem(Problem{Line: n, Why: err.Error()})
			continue
		case err != nil:
			return err
		case len(bytes.TrimSpace(line)) == 0:
			continue
		}
		var row struct {
			ID         string              `json:"id"`
			Schema     string              `json:"schema"`
			Properties map[string][]string `json:"properties"`
		}
		if err := json.Unmarshal(line, &row); err != nil {
			problem(Problem{Line: n, Why: "it is no entity of FollowTheMoney: " + err.Error()})
			continue
		}
		e := Entity{ID: row.ID, Kind: kindOf(row.Schema), Remarks: strings.Join(row.Properties["notes"], " ")}
		if e.Kind == UnknownKind {
			continue
		}
		p := row.Properties
		for _, from := range []struct{ property, quality string }{{"name", "primary"}, {"alias", "strong"}, {"weakAlias", "weak"}, {"previousName", "former"}} {
			for _, name := range p[from.property] {
				if name = strings.TrimSpace(name); name != "" {
					e.Names = append(e.Names, Name{name, from.quality})
				}
			}
		}
		if len(e.Names) == 0 {
			problem(Problem{Line: n, Why: row.ID + " has no name"})
			continue
		}
		e.Countries = filled(slices.Concat(p["country"], p["nationality"], p["jurisdiction"]))
		e.Places, e.Born, e.Positions = filled(slices.Concat(p["address"], p["birthPlace"])), filled(p["birthDate"]), filled(p["position"])
		e.Programs, e.Numbers = filled(p["program"]), filled(slices.Concat(p["idNumber"], p["registrationNumber"], p["imoNumber"], p["passportNumber"]))
		emit(e)
	}
}

const longest = 16 << 20 // bytes of a line

var errLong = errors.New("the line is longer than 16 MiB")

// longLine is the next line; one that is too long is skipped, with errLong.
func longLine(b *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := b.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(line) > longest {
			line, long = nil, true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil && (err != io.EOF || len(line) == 0 && !long):
			return nil, err
		case long:
			return nil, errLong
		default:
			return line, nil
		}
	}
}
