package work

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/watchlist"
)

// listPrefix begins the names under which the ledger keeps watch lists.
const listPrefix = "watch:"

// ErrBroken says that a new version of a list breaks off and the one before
// is kept.
var ErrBroken = errors.New("it breaks off, the version before stays in force")

// ListVersion is one version of a watch list in the ledger, with the bytes that
// it was read from.
type ListVersion struct {
	Name     string              `json:"name"`
	Source   string              `json:"source"` // a path or an address
	Form     string              `json:"form"`
	Version  string              `json:"version"` // the first 12 hex digits of the SHA-256 of its files
	Entries  int                 `json:"entries"`
	Problems int                 `json:"problems"`
	Dropped  bool                `json:"dropped,omitempty"` // no longer screened against
	Files    []ListFile          `json:"files"`
	Blobs    []string            `json:"blobs"` // of all files, as the ledger knows them
	At       time.Time           `json:"-"`
	By       string              `json:"-"`
	Problem  []watchlist.Problem `json:"-"`
}

// ListFile is a file of a list, in pieces.
type ListFile struct {
	Name    string           `json:"name"`
	Bytes   int64            `json:"bytes"`
	Pieces  []string         `json:"pieces"` // SHA-256 of each
	Fetched *capture.Fetched `json:"fetched,omitempty"`
}

// piece is how much of a file is kept as one.
const piece = 8 << 20

// Watchlists are the lists that are screened against, in their newest versions.
func Watchlists(ctx context.Context, v *ledger.View) ([]ListVersion, error) {
	names, err := v.ListNames(ctx, listPrefix)
	if err != nil {
		return nil, err
	}
	out := []ListVersion{}
	for _, n := range names {
		all, err := ListVersions(ctx, v, strings.TrimPrefix(n, listPrefix))
		if err != nil {
			return nil, err
		}
		if last := all[len(all)-1]; !last.Dropped {
			out = append(out, last)
		}
	}
	return out, nil
}

// ListVersions are all versions of a list, the oldest first, or ErrNotFound.
func ListVersions(ctx context.Context, v *ledger.View, name string) ([]ListVersion, error) {
	records, err := v.ListVersions(ctx, listPrefix+name)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("list %q: %w", name, ledger.ErrNotFound)
	}
	out := make([]ListVersion, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &out[i]); err != nil {
			return nil, fmt.Errorf("list %q: %w: %w", name, ledger.ErrCorrupt, err)
		}
		out[i].At, out[i].By = r.At, r.By
	}
	return out, nil
}

// ReadList reads a version of a list again from the bytes in the ledger.
func ReadList(ctx context.Context, v *ledger.View, version ListVersion) (*watchlist.List, error) {
	files := make([]watchlist.File, len(version.Files))
	for i, f := range version.Files {
		files[i] = watchlist.File{Name: f.Name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(&pieces{ctx: ctx, v: v, left: f.Pieces}), nil
		}}
	}
	l, err := watchlist.Read(version.Name, files)
	if err != nil {
		return nil, fmt.Errorf("list %s %s: %w", version.Name, version.Version, err)
	}
	return l, nil
}

// pieces reads a file piece by piece.
type pieces struct {
	ctx  context.Context
	v    *ledger.View
	left []string
	now  []byte
}

func (p *pieces) Read(b []byte) (int, error) {
	for len(p.now) == 0 {
		if len(p.left) == 0 {
			return 0, io.EOF
		}
		var err error
		if p.now, err = p.v.Kept(p.ctx, p.left[0]); err != nil {
			return 0, err
		}
		p.left = p.left[1:]
	}
	n := copy(b, p.now)
	p.now = p.now[n:]
	return n, nil
}

// Lists takes watch lists in, from files and addresses.
type Lists struct {
	Ledger *ledger.Ledger
	Web    capture.Fetcher
	By     string
}

// mostFetched is how large a file of a list from the web may be.
const mostFetched = 512 << 20

// Add reads the list at a path or an address and keeps it under a name, by
// default that of its file. fresh is false where the newest version is the same
// already. Errors wrap watchlist.ErrForm, watchlist.ErrEmpty or capture's.
func (s *Lists) Add(ctx context.Context, name, source string) (v ListVersion, fresh bool, err error) {
	name = cmp.Or(name, nameOf(source))
	if strings.ContainsAny(name, "/:~ ") || name == "" {
		return v, false, fmt.Errorf("%q: %w: a list's name has no space, slash, colon or tilde; --name gives another", name, ledger.ErrInput)
	}
	return s.take(ctx, name, source, nil)
}

// Update reads a list again from where it came. It asks an address only whether
// the file has changed since. A version that breaks off is refused with
// ErrBroken.
func (s *Lists) Update(ctx context.Context, last ListVersion) (v ListVersion, fresh bool, err error) {
	return s.take(ctx, last.Name, last.Source, &last)
}

// Drop ends the screening against a list; its versions are kept.
func (s *Lists) Drop(ctx context.Context, last ListVersion) error {
	last.Dropped = true
	b, err := json.Marshal(last)
	if err != nil {
		return err
	}
	return s.Ledger.Append(ctx, func(t *ledger.Tx) error { return t.List(ctx, listPrefix+last.Name, s.By, b) })
}

func nameOf(source string) string {
	base := source
	if capture.IsAddress(source) {
		base, _, _ = strings.Cut(strings.TrimPrefix(source, "https://"), "?")
		base = path.Base(base)
	}
	base = filepath.Base(base)
	return strings.ToLower(strings.TrimSuffix(base, filepath.Ext(base)))
}

func (s *Lists) take(ctx context.Context, name, source string, last *ListVersion) (v ListVersion, fresh bool, err error) {
	v = ListVersion{Name: name, Source: source}
	var files []watchlist.File
	if capture.IsAddress(source) {
		if v.Files, files, err = s.fetch(ctx, source, last); errors.Is(err, errUnchanged) {
			return *last, false, nil
		}
	} else if abs, e := filepath.Abs(source); e == nil {
		v.Source = abs
		if files, err = watchlist.Files(source); err == nil {
			v.Files = make([]ListFile, len(files))
			for i, f := range files {
				v.Files[i].Name = f.Name
			}
		}
	}
	if err != nil {
		return v, false, err
	}
	l, err := watchlist.Read(name, files)
	if err != nil {
		return v, false, fmt.Errorf("%s: %w", source, err)
	}
	v.Form, v.Version, v.Entries, v.Problems, v.Problem = l.Form, l.Version, len(l.Entities), l.Found, l.Problems
	if last != nil && l.Broken {
		return v, false, fmt.Errorf("%s: line %d: %s: %w", source, l.Problems[len(l.Problems)-1].Line, l.Problems[len(l.Problems)-1].Why, ErrBroken)
	}
	err = s.Ledger.Append(ctx, func(t *ledger.Tx) error {
		known, err := ListVersions(ctx, &t.View, name)
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return err
		}
		if n := len(known); n > 0 && known[n-1].Version == v.Version && !known[n-1].Dropped {
			return nil
		}
		fresh = true
		sum := sha256.New()
		for i, f := range files {
			if err := keepFile(ctx, t, f, &v.Files[i], sum); err != nil {
				return err
			}
			v.Blobs = append(v.Blobs, v.Files[i].Pieces...)
		}
		if len(files) == 1 && hex.EncodeToString(sum.Sum(nil))[:12] != v.Version {
			return fmt.Errorf("%s: %w: it changed while it was read; try again", source, ledger.ErrInput)
		}
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		return t.List(ctx, listPrefix+name, s.By, b)
	})
	return v, fresh, err
}

func keepFile(ctx context.Context, t *ledger.Tx, f watchlist.File, to *ListFile, sum io.Writer) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	buffer := make([]byte, piece)
	for {
		n, err := io.ReadFull(r, buffer)
		if n > 0 {
			_, _ = sum.Write(buffer[:n]) // a hash takes everything
			sha, err := t.Keep(ctx, bytes.Clone(buffer[:n]))
			if err != nil {
				return err
			}
			to.Pieces, to.Bytes = append(to.Pieces, sha), to.Bytes+int64(n)
		}
		switch {
		case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}

var errUnchanged = errors.New("unchanged")

// fetch gets the file at an address and those that belong to it. When the main
// file has not changed since last, it is errUnchanged.
func (s *Lists) fetch(ctx context.Context, address string, last *ListVersion) (kept []ListFile, files []watchlist.File, err error) {
	web := s.Web
	web.MaxBytes, web.Timeout = mostFetched, 10*time.Minute
	base := path.Base(address)
	for i, name := range append([]string{base}, watchlist.Companions(base)...) {
		header := http.Header{}
		if last != nil && i == 0 && len(last.Files) > 0 && last.Files[0].Fetched != nil {
			for to, from := range map[string]string{"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"} {
				if x := last.Files[0].Fetched.Header.Get(from); x != "" {
					header.Set(to, x)
				}
			}
		}
		got, err := web.Get(ctx, strings.TrimSuffix(address, base)+name, header)
		switch {
		case err != nil && got != nil && got.Status == http.StatusNotModified:
			return nil, nil, errUnchanged
		case err != nil && i > 0 && errors.Is(err, capture.ErrStatus):
			continue // a list may come without its side files
		case err != nil:
			return nil, nil, err
		}
		kept = append(kept, ListFile{Name: name, Fetched: got})
		files = append(files, watchlist.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(got.Body)), nil }})
	}
	return kept, files, nil
}
