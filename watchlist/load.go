package watchlist

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The ways in which a list is refused.
var (
	ErrForm = errors.New("its form is not known: OFAC's sdn.csv or cons_prim.csv with the files beside it, or OFAC's XML (\"advanced\" or plain); the UN's consolidated XML; the EU's consolidated XML or CSV; the UK's list as XML or CSV; FollowTheMoney as JSON lines; or a CSV of your own with a column name")
	// ErrEmpty says that nothing in a list could be loaded.
	ErrEmpty = errors.New("no entry could be loaded")
)

// File is one file of a list. Open may be called several times.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Load reads the list at a path with the files that belong to it. What could
// not be read of it is in Problems. Errors begin with the path.
func Load(path string) (*List, error) {
	files, err := Files(path)
	if err != nil {
		return nil, err
	}
	l, err := Read(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), files)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return l, nil
}

// Files is the file at a path and those beside it that belong to it: OFAC's
// files of aliases, addresses and long remarks.
func Files(path string) ([]File, error) {
	i, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if i.IsDir() {
		return nil, fmt.Errorf("%s: it is a directory; name the list's main file", path)
	}
	out := []File{fileAt(path)}
	for _, name := range Companions(filepath.Base(path)) {
		beside := filepath.Join(filepath.Dir(path), name)
		if _, err := os.Stat(beside); err == nil {
			out = append(out, fileAt(beside))
		}
	}
	return out, nil
}

func fileAt(path string) File {
	return File{filepath.Base(path), func() (io.ReadCloser, error) { return os.Open(path) }}
}

// Companions are the names of the files that belong to a main file: aliases,
// addresses and long remarks, in this order.
func Companions(name string) []string {
	switch strings.ToLower(name) {
	case "sdn.csv":
		return []string{"alt.csv", "add.csv", "sdn_comments.csv"}
	case "cons_prim.csv":
		return []string{"cons_alt.csv", "cons_add.csv", "cons_comments.csv"}
	}
	return nil
}

// Read reads a list from its files, the main one first; the beginning of that
// one tells the form.
func Read(name string, files []File) (*List, error) {
	if len(files) == 0 {
		return nil, ErrForm
	}
	sum := sha256.New()
	var open []io.Closer
	defer func() {
		for _, f := range open {
			f.Close()
		}
	}()
	reader := func(f File) (*bufio.Reader, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		open = append(open, r)
		return bufio.NewReaderSize(io.TeeReader(r, sum), 1<<16), nil
	}
	main, err := reader(files[0])
	if err != nil {
		return nil, err
	}
	head, err := main.Peek(4096)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		main = bufio.NewReaderSize(transform.NewReader(main, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), 1<<16)
		if head, err = main.Peek(4096); err != nil && err != io.EOF {
			return nil, err
		}
	}
	l := &List{Name: name}
	emit := func(e Entity) { l.Entities = append(l.Entities, e) }
	problem := func(p Problem) {
		l.Broken = l.Broken || p.Broken
		l.Found++
		if len(l.Problems) < mostProblems {
			l.Problems = append(l.Problems, p)
		}
	}
	l.Form = formOf(files[0].Name, head)
	switch l.Form {
	case "OFAC CSV":
		var beside [3]io.Reader
		for i, want := range []string{"alt", "add", "comments"} {
			for _, f := range files[1:] {
				if strings.Contains(strings.ToLower(f.Name), want) {
					if beside[i], err = reader(f); err != nil {
						return nil, err
					}
				}
			}
		}
		err = OFAC(main, beside[0], beside[1], beside[2], emit, problem)
	default:
		read, ok := readers[l.Form]
		if !ok {
			return nil, ErrForm
		}
		err = read(main, emit, problem)
	}
	if err != nil {
		return nil, err
	}
	if len(l.Entities) == 0 {
		if l.Found > 0 {
			p := l.Problems[0]
			return nil, fmt.Errorf("line %d: %s: %w", p.Line, p.Why, ErrEmpty)
		}
		return nil, ErrEmpty
	}
	if _, err := io.Copy(io.Discard, main); err != nil { // what a broken list has left belongs to its hash
		return nil, err
	}
	l.Version = hex.EncodeToString(sum.Sum(nil))[:12]
	return l, nil
}

// mostProblems are kept of a list, all are counted.
const mostProblems = 1000

// readers are the readers of lists in one file.
var readers = map[string]func(io.Reader, func(Entity), func(Problem)) error{
	"UN XML":            UN,
	"OFAC XML":          OFACXML,
	"OFAC advanced XML": OFACAdvanced,
	"EU XML":            EU,
	"EU CSV":            EUCSV,
	"UK XML":            UK,
	"UK CSV":            UKCSV,
	"OFSI XML":          OFSI,
	"FollowTheMoney":    FollowTheMoney,
	"own CSV":           Own,
}

// formOf tells a list's form by its beginning.
func formOf(name string, head []byte) string {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	switch {
	case len(head) == 0:
		return ""
	case head[0] == '{':
		return "FollowTheMoney"
	case head[0] == '<':
		return formOfXML(head)
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	switch first := strings.ToLower(string(line)); {
	case path.Ext(strings.ToLower(name)) == ".xml":
		return ""
	case strings.HasPrefix(first, "filegenerationdate;") || strings.Contains(first, "entity_logicalid"), strings.Contains(first, "entity_logical_id"):
		return "EU CSV"
	case strings.HasPrefix(first, "last updated"), strings.HasPrefix(first, "report date"), strings.Contains(first, "name 6"):
		return "UK CSV"
	case strings.Count(first, ",") >= 11 && first[0] >= '0' && first[0] <= '9':
		return "OFAC CSV"
	}
	return "own CSV"
}

func formOfXML(head []byte) string {
	for _, root := range []struct{ element, form string }{
		{"<CONSOLIDATED_LIST", "UN XML"}, {"<Sanctions", "OFAC advanced XML"}, {"<sdnList", "OFAC XML"},
		{"sanctionEntity", "EU XML"}, {"<export", "EU XML"}, {"<Designations", "UK XML"}, {"<ArrayOfFinancialSanctionsTarget", "OFSI XML"},
	} {
		if bytes.Contains(head, []byte(root.element)) {
			return root.form
		}
	}
	return ""
}
