package capture

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ErrNoLinks says that a table has no column of links.
var ErrNoLinks = errors.New("no column of it is headed Link or URL: head the column with the addresses so")

// Link is a row of a table of links. Row counts from 1 with the headings. Bad
// tells why the row has no address that can be fetched.
type Link struct {
	Row      int
	URL      string
	Title    string
	Archived string // the address of its copy in an archive, "" where the table tells none
	Bad      error
}

// The headings of the columns that are used, Auto Archiver's first, as they
// stand in its sheets but for case.
var linkHeads = map[string][]string{
	"url":      {"link", "url", "address", "links", "urls", "source", "href"},
	"title":    {"upload title", "title", "headline"},
	"archived": {"archive location", "archived", "archive url", "archived_url", "wayback", "wayback url", "archive", "wacz"},
}

// Links are the rows of a table of links as CSV, its cells parted by commas,
// semicolons or tabs. Rows without a link are passed over. Errors wrap ErrNoLinks
// or are the table's.
func Links(b []byte) ([]Link, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	r := csv.NewReader(bytes.NewReader(b))
	first, _, _ := bytes.Cut(b, []byte("\n"))
	for _, c := range []rune{';', '\t'} {
		if bytes.Count(first, []byte(string(c))) > bytes.Count(first, []byte(string(r.Comma))) {
			r.Comma = c
		}
	}
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	heads, err := r.Read()
	if err != nil {
		return nil, ErrNoLinks
	}
	column := func(kind string) int {
		for _, want := range linkHeads[kind] {
			if i := slices.IndexFunc(heads, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), want) }); i >= 0 {
				return i
			}
		}
		return -1
	}
	url, title, archived := column("url"), column("title"), column("archived")
	if url < 0 {
		return nil, ErrNoLinks
	}
	var out []Link
	for row := 2; ; row++ {
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("it is no table: %w", err)
		}
		cell := func(i int) string {
			if i < 0 || i >= len(cells) {
				return ""
			}
			return strings.TrimSpace(cells[i])
		}
		l := Link{Row: row, URL: cell(url), Title: cell(title), Archived: cell(archived)}
		if l.URL == "" {
			continue
		}
		if _, err := webAddress(l.URL); err != nil {
			l.Bad = fmt.Errorf("%q: %w", l.URL, err)
		}
		if !IsAddress(l.Archived) {
			l.Archived = ""
		}
		out = append(out, l)
	}
}
