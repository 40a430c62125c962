package warc

import (
	"archive/zip"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Archives are the WARC files in a WACZ file (version 1.1.1 of the format) or in
// another ZIP file, by name in the order of their names.
func Archives(r io.ReaderAt, size int64) ([]string, func(name string) (io.ReadCloser, error), error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrArchive, err)
	}
	var names []string
	for _, f := range z.File {
		if base := strings.ToLower(path.Base(f.Name)); strings.HasSuffix(base, ".warc") || strings.HasSuffix(base, ".warc.gz") {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return names, func(name string) (io.ReadCloser, error) {
		f, err := z.Open(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", name, ErrArchive, err)
		}
		return f, nil
	}, nil
}
