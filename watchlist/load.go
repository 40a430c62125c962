package watchlist

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ErrForm says that a file is in none of the forms that are read.
var ErrForm = errors.New("its form is not known: OFAC's sdn.csv or consolidated cons_prim.csv with the files beside it, the UN's consolidated XML, FollowTheMoney as JSON lines (.json, .jsonl, .ftm), or a CSV of your own with a column name")

// Load reads the list in a file, whose form its name and beginning tell, with
// the files that belong to it (OFAC's alt, add and comments beside its main
// file). What could not be read of it is in Problems. Errors begin with the path.
func Load(path string) (*List, error) {
	sum := sha256.New()
	var open []*os.File
	defer func() {
		for _, f := range open {
			f.Close()
		}
	}()
	file := func(name string) io.Reader {
		f, err := os.Open(name)
		if err != nil {
			return nil
		}
		open = append(open, f)
		return io.TeeReader(f, sum)
	}
	main := file(path)
	if main == nil {
		_, err := os.Stat(path)
		if err == nil {
			err = os.ErrPermission
		}
		return nil, err
	}
	l := &List{Name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	emit := func(e Entity) { l.Entities = append(l.Entities, e) }
	problem := func(p Problem) { l.Problems = append(l.Problems, p) }
	var err error
	dir, base := filepath.Dir(path), strings.ToLower(filepath.Base(path))
	switch ext := filepath.Ext(base); {
	case base == "sdn.csv":
		err = OFAC(main, file(filepath.Join(dir, "alt.csv")), file(filepath.Join(dir, "add.csv")), file(filepath.Join(dir, "sdn_comments.csv")), emit, problem)
	case base == "cons_prim.csv":
		err = OFAC(main, file(filepath.Join(dir, "cons_alt.csv")), file(filepath.Join(dir, "cons_add.csv")), file(filepath.Join(dir, "cons_comments.csv")), emit, problem)
	case ext == ".xml":
		head := make([]byte, 4096)
		n, _ := io.ReadFull(main, head)
		if !bytes.Contains(head[:n], []byte("CONSOLIDATED_LIST")) {
			return nil, fmt.Errorf("%s: %w", path, ErrForm)
		}
		err = UN(io.MultiReader(bytes.NewReader(head[:n]), main), emit, problem)
	case ext == ".json" || ext == ".jsonl" || ext == ".ftm":
		err = FollowTheMoney(main, emit, problem)
	case ext == ".csv":
		err = Own(main, emit, problem)
	default:
		err = ErrForm
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	l.Version = hex.EncodeToString(sum.Sum(nil))[:12]
	return l, nil
}
