package brief

import "fmt"

// Form is the brief in the named form: md, html, docx, pdf or json. Errors of
// the name wrap ErrFormat.
func (b *Brief) Form(name string) ([]byte, error) {
	switch name {
	case "md":
		return b.Markdown(), nil
	case "html":
		return b.HTML()
	case "docx":
		return b.DOCX()
	case "pdf":
		return b.PDF()
	case "json":
		return b.JSON()
	}
	return nil, fmt.Errorf("%q: %w", name, ErrFormat)
}
